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

void table_make_room(Table *table)
{
    if (table->capacity == MOST_SLOTS) {
        size_t n = table_sort(table);
        n = entries_coarsen(table->sorted, n, COUNTING_SHIFT, &table->shift, table->merge);
        table_refill(table, table->sorted, n);
    } else if (grow(table) != 0) {
        table->no_memory = 1;
        table_refill(table, NULL, 0); /* so that the caller may go on */
    }
}

/* Sort by one byte of the keys, keeping the order of equal ones. */
static void sort_by_byte(const Entry *from, Entry *to, size_t n, unsigned byte)
{
    size_t starts[257] = {0};
    for (size_t i = 0; i < n; i++)
        starts[(from[i].key >> 8 * byte & 0xFF) + 1]++;
    for (size_t i = 1; i < 257; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < n; i++)
        to[starts[from[i].key >> 8 * byte & 0xFF]++] = from[i];
}

size_t table_sort(Table *table)
{
    Entry *sorted = table->sorted, *other = sorted + table->most + 1;
    size_t n = 0;
    uint64_t varying = 0; /* the bits in which not all keys agree: few of coarse ones */
    for (size_t i = 0; i < table->capacity; i++) {
        if (table->slots[i].count == 0)
            continue;
        sorted[n++] = table->slots[i];
        varying |= sorted[0].key ^ table->slots[i].key;
    }
    for (unsigned byte = 0; byte < 8; byte++) {
        if ((varying >> 8 * byte & 0xFF) == 0)
            continue;
        sort_by_byte(sorted, other, n, byte);
        Entry *swapped = sorted;
        sorted = other;
        other = swapped;
    }
    if (sorted != table->sorted)
        memcpy(table->sorted, sorted, n * sizeof(Entry));
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

size_t entries_coarsen(Entry *entries, size_t n, unsigned greatest, unsigned *shift, Merge merge)
{
    if (n <= MOST_BUCKETS)
        return n;
    /* Neighbours are apart at a shift just when they differ in a bit that it leaves. */
    size_t parting[65] = {0}, left = n, kept = 0;
    for (size_t i = 1; i < n; i++)
        parting[bit_length(entries[i - 1].key ^ entries[i].key)]++;
    unsigned more = 0;
    while (left > MOST_BUCKETS && *shift + more < greatest)
        left -= parting[++more];
    for (size_t i = 0; i < n; i++) {
        Entry entry = entries[i];
        entry.key >>= more;
        if (kept > 0 && entries[kept - 1].key == entry.key) {
            entries[kept - 1].count += entry.count;
            merge(&entries[kept - 1], &entry);
        } else
            entries[kept++] = entry;
    }
    *shift += more;
    return kept;
}
