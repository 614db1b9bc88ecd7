#include "numbers.h"

#include <math.h>
#include <string.h>

#define NULL_WORD 0x9E3779B97F4A7C15u
#define NAN_WORD 0x7FF8000080000000u
#define MANTISSA 0xFFFFFFFFFFFFFu
#define EXPONENT 0x7FF

static uint64_t bits_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

#define LOAD(type)                                                              \
    for (size_t i = 0; i < n; i++)                                              \
        out[i] = (double)((const type *)piece->values)[at + (int64_t)i] + 0.0;  \
    break

/* Read some rows as float64, -0.0 as 0.0; what stands where a row is null means nothing. */
static void load(const Piece *piece, int64_t start, size_t n, double *out)
{
    int64_t at = piece->offset + start;
    switch (piece->type) {
    case INT8: LOAD(int8_t);
    case UINT8: LOAD(uint8_t);
    case INT16: LOAD(int16_t);
    case UINT16: LOAD(uint16_t);
    case INT32: LOAD(int32_t);
    case UINT32: LOAD(uint32_t);
    case INT64: LOAD(int64_t);
    case UINT64: LOAD(uint64_t);
    case FLOAT: LOAD(float);
    default: LOAD(double);
    }
}

/* A merged bucket's mantissas: a number of 128 bits. */
static void merge(Entry *into, const Entry *from)
{
    into->a += from->a;
    into->b += from->b + (into->a < from->a);
}

int numbers_open(Numbers *numbers)
{
    *numbers = (Numbers){.low = INFINITY, .high = -INFINITY};
    return table_open(&numbers->table, merge);
}

void numbers_close(Numbers *numbers)
{
    table_close(&numbers->table);
}

static size_t drop_nulls(const Piece *piece, int64_t start, size_t n, double *values)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        values[kept] = values[i];
        kept += (size_t)is_present(piece, start + (int64_t)i);
    }
    return kept;
}

static size_t drop_infinite(Numbers *numbers, size_t n, double *values)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        double value = values[i];
        numbers->nans += value != value;
        numbers->pos_infs += value == INFINITY;
        numbers->neg_infs += value == -INFINITY;
        values[kept] = value;
        kept += (bits_of(value) >> 52 & EXPONENT) != EXPONENT;
    }
    return kept;
}

static int all_finite(const double *values, size_t n)
{
    uint64_t infinite = 0;
    for (size_t i = 0; i < n; i++) /* carries into bit 63 from an exponent of ones alone */
        infinite |= (bits_of(values[i]) & ((uint64_t)EXPONENT << 52)) + ((uint64_t)1 << 52);
    return infinite >> 63 == 0;
}

/* Eight at a time, since a compiler may not reorder the comparisons of floats by itself. */
static void bounds(Numbers *numbers, const double *values, size_t n)
{
    double low[8], high[8];
    for (size_t j = 0; j < 8; j++) {
        low[j] = numbers->low;
        high[j] = numbers->high;
    }
    size_t i = 0;
    for (; i + 8 <= n; i += 8)
        for (size_t j = 0; j < 8; j++) {
            low[j] = values[i + j] < low[j] ? values[i + j] : low[j];
            high[j] = values[i + j] > high[j] ? values[i + j] : high[j];
        }
    for (; i < n; i++) {
        low[0] = values[i] < low[0] ? values[i] : low[0];
        high[0] = values[i] > high[0] ? values[i] : high[0];
    }
    for (size_t j = 0; j < 8; j++) {
        numbers->low = low[j] < numbers->low ? low[j] : numbers->low;
        numbers->high = high[j] > numbers->high ? high[j] : numbers->high;
    }
}

static void count(Table *table, const double *values, size_t n)
{
    unsigned shift = table->shift;
    for (size_t i = 0; i < n; i++) {
        uint64_t bits = bits_of(values[i]), mantissa = bits & MANTISSA;
        Entry *entry = table_find(table, bits >> shift);
        uint64_t known = entry->count++;
        entry->a += mantissa;
        entry->b += entry->a < mantissa;
        if (known == 0) {
            entry->key = bits >> shift;
            if (++table->used > table->most) {
                table_make_room(table);
                shift = table->shift;
            }
        }
    }
}

void numbers_add(Numbers *numbers, const Piece *piece)
{
    double values[BLOCK];
    for (int64_t start = 0; start < piece->length; start += BLOCK) {
        size_t n = (size_t)(piece->length - start < BLOCK ? piece->length - start : BLOCK), rows = n;
        load(piece, start, n, values);
        if (piece->present != NULL)
            n = drop_nulls(piece, start, n, values);
        numbers->nulls += rows - n;
        if (!all_finite(values, n))
            n = drop_infinite(numbers, n, values);
        bounds(numbers, values, n);
        count(&numbers->table, values, n);
        numbers->n += n;
    }
}

/* Add (high, low) * 2^power, or take it away. */
static void add_at(int64_t limbs[LIMBS], uint64_t low, uint64_t high, unsigned power, int is_negative)
{
    uint32_t parts[4] = {(uint32_t)low, (uint32_t)(low >> 32), (uint32_t)high, (uint32_t)(high >> 32)};
    for (size_t i = 0; i < 4; i++) {
        uint64_t part = (uint64_t)parts[i] << power % 32;
        int64_t here = (int64_t)(part & 0xFFFFFFFF), above = (int64_t)(part >> 32);
        limbs[power / 32 + i] += is_negative ? -here : here;
        limbs[power / 32 + i + 1] += is_negative ? -above : above;
    }
}

void numbers_sum(const Entry *entries, size_t n, unsigned shift, uint8_t bytes[4 * LIMBS])
{
    int64_t limbs[LIMBS] = {0}; /* 4,096 entries add less than 2^46 to each */
    for (size_t i = 0; i < n; i++) {
        unsigned top = (unsigned)(entries[i].key >> (52 - shift));
        unsigned exponent = top & EXPONENT;
        uint64_t low = entries[i].a, high = entries[i].b;
        if (exponent != 0) { /* each value's leading 1 */
            low += entries[i].count << 52;
            high += (entries[i].count >> 12) + (low < entries[i].a);
        }
        add_at(limbs, low, high, exponent != 0 ? exponent - 1 : 0, top > EXPONENT);
    }
    int64_t carry = 0;
    for (size_t i = 0; i < LIMBS; i++) {
        int64_t limb = limbs[i] + carry;
        for (size_t j = 0; j < 4; j++)
            bytes[4 * i + j] = (uint8_t)((uint64_t)limb >> 8 * j);
        carry = (limb - (int64_t)((uint64_t)limb & 0xFFFFFFFF)) / ((int64_t)1 << 32);
    }
}

/* Put into the words of integers past 2^53 what float64 cannot hold of them, so that rows that differ in it alone are
   not one. */
static void add_beyond(const Piece *piece, int64_t start, size_t n, const double *values, uint64_t *words)
{
    const int64_t *ints = (const int64_t *)piece->values + piece->offset + start;
    int is_signed = piece->type == INT64;
    uint64_t beyond = 0, half = is_signed ? (uint64_t)1 << 53 : 0;
    for (size_t i = 0; i < n; i++)
        beyond |= (uint64_t)ints[i] + half;
    if (beyond >> 53 == 0 || (is_signed && beyond >> 54 == 0))
        return;
    for (size_t i = 0; i < n; i++) {
        uint64_t held;
        if (is_signed)
            held = values[i] < 0x1p63 ? (uint64_t)(int64_t)values[i] : 0x7FFFFFFFFFFFFC00;
        else
            held = values[i] < 0x1p64 ? (uint64_t)values[i] : 0xFFFFFFFFFFFFF800;
        words[i] ^= ((uint64_t)ints[i] - held) * NULL_WORD;
    }
}

void numbers_words(const Piece *piece, uint64_t multiplier, uint64_t *sums)
{
    double values[BLOCK];
    uint64_t words[BLOCK];
    for (int64_t start = 0; start < piece->length; start += BLOCK) {
        size_t n = (size_t)(piece->length - start < BLOCK ? piece->length - start : BLOCK);
        load(piece, start, n, values);
        for (size_t i = 0; i < n; i++)
            words[i] = bits_of(values[i]);
        if (piece->type == INT64 || piece->type == UINT64)
            add_beyond(piece, start, n, values, words);
        /* The bits of round numbers end in zeros: their high half is folded onto the low, so that products differ. */
        for (size_t i = 0; i < n; i++)
            words[i] = values[i] == values[i] ? words[i] ^ words[i] >> 32 : NAN_WORD;
        if (piece->present != NULL)
            for (size_t i = 0; i < n; i++)
                words[i] = is_present(piece, start + (int64_t)i) ? words[i] : NULL_WORD;
        for (size_t i = 0; i < n; i++)
            sums[start + (int64_t)i] += words[i] * multiplier;
    }
}
