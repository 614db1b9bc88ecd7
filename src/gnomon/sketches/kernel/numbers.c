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

/* Whether some integers may be past 2^53, where float64 cannot hold each of them. */
static int are_long(const Piece *piece, int64_t start, size_t n)
{
    if (piece->type != INT64 && piece->type != UINT64)
        return 0;
    const uint64_t *ints = (const uint64_t *)piece->values + piece->offset + start;
    uint64_t half = piece->type == INT64 ? (uint64_t)1 << 53 : 0, all = 0;
    for (size_t i = 0; i < n; i++)
        all |= ints[i] + half;
    return all >> 54 != 0 || (half == 0 && all >> 53 != 0);
}

/* What float64 does not hold of an integer, so that rows that differ in it alone are not one. */
static uint64_t beyond(const Piece *piece, int64_t row, double value)
{
    uint64_t exact = ((const uint64_t *)piece->values)[piece->offset + row], held;
    if (piece->type == INT64)
        held = value < 0x1p63 ? (uint64_t)(int64_t)value : 0x7FFFFFFFFFFFFC00;
    else
        held = value < 0x1p64 ? (uint64_t)value : 0xFFFFFFFFFFFFF800;
    return (exact - held) * NULL_WORD;
}

/* The bits of round numbers end in zeros: their high half is folded onto the low, so that products differ. */
static uint64_t fold(uint64_t bits)
{
    return bits ^ bits >> 32;
}

/* Add the words of some rows, multiplied, to their sums. */
static void add_words(const Numbers *numbers, const Piece *piece, int64_t start, size_t n, const double *values)
{
    const uint64_t multiplier = numbers->multiplier;
    uint64_t *sums = numbers->sums + start;
    int long_ones = are_long(piece, start, n);
    if (piece->present == NULL && !long_ones && all_finite(values, n)) {
        for (size_t i = 0; i < n; i++)
            sums[i] += fold(bits_of(values[i])) * multiplier;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        int64_t row = start + (int64_t)i;
        uint64_t word = fold(bits_of(values[i]) ^ (long_ones ? beyond(piece, row, values[i]) : 0));
        word = values[i] == values[i] ? word : NAN_WORD;
        word = is_present(piece, row) ? word : NULL_WORD;
        sums[i] += word * multiplier;
    }
}

void numbers_add(Numbers *numbers, const Piece *piece)
{
    double values[BLOCK];
    numbers->left -= piece->length;
    for (int64_t start = 0; start < piece->length; start += BLOCK) {
        size_t n = (size_t)(piece->length - start < BLOCK ? piece->length - start : BLOCK), rows = n;
        load(piece, start, n, values);
        if (numbers->sums != NULL && numbers->left >= 0)
            add_words(numbers, piece, start, n, values);
        if (piece->present != NULL)
            n = drop_nulls(piece, start, n, values);
        numbers->nulls += rows - n;
        if (!all_finite(values, n))
            n = drop_infinite(numbers, n, values);
        bounds(numbers, values, n);
        count(&numbers->table, values, n);
    }
    if (numbers->sums != NULL)
        numbers->sums += piece->length;
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

void numbers_sum(const Table *table, uint8_t bytes[4 * LIMBS])
{
    int64_t limbs[LIMBS] = {0}; /* 4,096 entries add less than 2^46 to each */
    for (size_t i = 0; i < table->capacity; i++) {
        const Entry *entry = &table->slots[i];
        if (entry->count == 0)
            continue;
        unsigned top = (unsigned)(entry->key >> (52 - table->shift));
        unsigned exponent = top & EXPONENT;
        uint64_t low = entry->a, high = entry->b;
        if (exponent != 0) { /* each value's leading 1 */
            low += entry->count << 52;
            high += (entry->count >> 12) + (low < entry->a);
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
