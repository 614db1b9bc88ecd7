#include "table.h"

#include <stdlib.h>
#include <string.h>

/* Take room for slots, all free, and for sorting them. */
static int allocate(Table *table, size_t capacity)
{
    Entry *room = malloc((2 * capacity + 2) * sizeof(Entry));
    if (room == NULL)
        return -1;
    memset(room, 0, capacity * sizeof(Entry));
    free(table->slots);
    table->slots = room;
    table->sorted = room + capacity;
    table->capacity = capacity;
    table->most = capacity / 2;
    return 0;
}

int table_open(Table *table, Merge merge)
{
    *table = (Table){.merge = merge};
    return allocate(table, FEWEST_SLOTS);
}

void table_close(Table *table)
{
    free(table->slots);
}

void table_refill(Table *table, const Entry *entries, size_t n)
{
    memset(table->slots, 0, table->capacity * sizeof(Entry));
    for (size_t i = 0; i < n; i++)
        *table_find(table, entries[i].key) = entries[i];
    table->used = n;
}

static int grow(Table *table)
{
    Table old = *table;
    table->slots = NULL;
    if (allocate(table, 8 * old.capacity) != 0) {
        *table = old;
        return -1;
    }
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i].count != 0)
            *table_find(table, old.slots[i].key) = old.slots[i];
    free(old.slots);
    return 0;
}

/* Sort keys by one byte, keeping the order of equal ones. */
static void sort_by_byte(const uint64_t *from, uint64_t *to, size_t n, unsigned byte)
{
    size_t starts[257] = {0};
    for (size_t i = 0; i < n; i++)
        starts[(from[i] >> 8 * byte & 0xFF) + 1]++;
    for (size_t i = 1; i < 257; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < n; i++)
        to[starts[from[i] >> 8 * byte & 0xFF]++] = from[i];
}

/* The keys of a table in their order, in the second half of the room for sorting. */
static const uint64_t *sorted_keys(Table *table, size_t *n)
{
    uint64_t *keys = (uint64_t *)(table->sorted + table->most + 1), *other = keys + table->most + 1;
    uint64_t varying = 0; /* the bits in which not all keys agree: few of coarse ones */
    *n = 0;
    for (size_t i = 0; i < table->capacity; i++) {
        if (table->slots[i].count == 0)
            continue;
        keys[(*n)++] = table->slots[i].key;
        varying |= keys[0] ^ table->slots[i].key;
    }
    for (unsigned byte = 0; byte < 8; byte++) {
        if ((varying >> 8 * byte & 0xFF) == 0)
            continue;
        sort_by_byte(keys, other, *n, byte);
        uint64_t *swapped = keys;
        keys = other;
        other = swapped;
    }
    return keys;
}

size_t table_sort(Table *table)
{
    size_t n;
    const uint64_t *keys = sorted_keys(table, &n);
    for (size_t i = 0; i < n; i++)
        table->sorted[i] = *table_find(table, keys[i]);
    return n;
}

static unsigned bit_length(uint64_t bits)
{
    unsigned length = 0;
    for (unsigned half = 32; half != 0; half /= 2)
        if (bits >> half != 0) {
            bits >>= half;
            length += half;
        }
    return length + (bits != 0);
}

/* How many bits sorted keys must lose until at most MOST_BUCKETS are left, at most `most` bits. */
static unsigned bits_to_lose(const uint64_t *keys, size_t n, unsigned most)
{
    /* Neighbours are apart at a shift just when they differ in a bit that it leaves. */
    size_t parting[65] = {0};
    for (size_t i = 1; i < n; i++)
        parting[bit_length(keys[i - 1] ^ keys[i])]++;
    unsigned lost = 0;
    while (n > MOST_BUCKETS && lost < most)
        n -= parting[++lost];
    return lost;
}

/* Take the lowest bits of all keys away. */
static void lower(Table *table, unsigned bits)
{
    Entry *full = table->sorted;
    size_t n = 0;
    for (size_t i = 0; i < table->capacity; i++)
        if (table->slots[i].count != 0)
            full[n++] = table->slots[i];
    table_refill(table, NULL, 0);
    for (size_t i = 0; i < n; i++) {
        full[i].key >>= bits;
        Entry *entry = table_find(table, full[i].key);
        if (entry->count == 0) {
            *entry = full[i];
            table->used++;
        } else {
            entry->count += full[i].count;
            table->merge(entry, &full[i]);
        }
    }
    table->shift += bits;
}

void table_make_room(Table *table)
{
    if (table->capacity < MOST_SLOTS) {
        if (grow(table) != 0) {
            table->no_memory = 1;
            table_refill(table, NULL, 0); /* so that the caller may go on */
        }
    } else if (table->shift == 0) { /* dozens of bits at once */
        size_t n;
        const uint64_t *keys = sorted_keys(table, &n);
        lower(table, bits_to_lose(keys, n, COUNTING_SHIFT));
    } else
        while (table->used > MOST_BUCKETS + MOST_BUCKETS / 2 && table->shift < COUNTING_SHIFT)
            lower(table, 1);
}

size_t table_settle(Table *table, unsigned *shift)
{
    size_t n, kept = 0;
    const uint64_t *keys = sorted_keys(table, &n);
    unsigned lost = bits_to_lose(keys, n, KEEPING_SHIFT - table->shift);
    for (size_t i = 0; i < n; i++) {
        Entry entry = *table_find(table, keys[i]);
        entry.key >>= lost;
        if (kept > 0 && table->sorted[kept - 1].key == entry.key) {
            table->sorted[kept - 1].count += entry.count;
            table->merge(&table->sorted[kept - 1], &entry);
        } else
            table->sorted[kept++] = entry;
    }
    *shift = table->shift + lost;
    return kept;
}
