/* Counts of 64-bit keys at a resolution that is lowered, one bit at a time, until few enough are left.

   What is kept of a column is a function of its values alone: the least shift at which at most 2,048 buckets are
   occupied, and the counts of these. So a table may be counted at any shift up to that one and lowered whenever it is
   full, and neither the order nor a split of the values can be seen afterwards. */

#ifndef GNOMON_TABLE_H
#define GNOMON_TABLE_H

#include <stddef.h>
#include <stdint.h>

enum {
    MOST_BUCKETS = 2048,   /* in what is kept */
    FEWEST_SLOTS = 128,    /* powers of two; of a table's slots at least half are free */
    MOST_SLOTS = 8192,
    MOST_ENTRIES = 4096,   /* as many as there are keys of 12 bits, so that no table is lowered past COUNTING_SHIFT */
    COUNTING_SHIFT = 52,   /* leaves the sign and the exponent of a float64 */
    KEEPING_SHIFT = 53,    /* leaves 2,048 buckets at most */
};

/* A bucket. What `a` and `b` say beside the count, each user says. */
typedef struct {
    uint64_t key;   /* without its lowest bits */
    uint64_t count; /* 0: the slot is free */
    uint64_t a, b;
} Entry;

/* Add what `from` says beside its count to `into`, of whose bucket it has become a part. */
typedef void (*Merge)(Entry *into, const Entry *from);

typedef struct {
    Entry *slots;
    size_t capacity;   /* of the slots */
    size_t used, most; /* entries, and how many fit in */
    Entry *sorted;     /* room for the entries and one more, twice: the second time for their keys */
    unsigned shift;
    Merge merge;
    int no_memory;     /* then nothing of it is true */
} Table;

/* 0, or -1 when there is no memory. */
int table_open(Table *table, Merge merge);
void table_close(Table *table);

/* Make room when `used` is past `most`: more slots, or a lower resolution once there are MOST_SLOTS. */
void table_make_room(Table *table);

/* Put the entries in the order of their keys into `sorted`: their number. */
size_t table_sort(Table *table);

/* Fill the slots with other entries. */
void table_refill(Table *table, const Entry *entries, size_t n);

/* As table_sort, but at the least shift at which at most MOST_BUCKETS are occupied, which is stored. */
size_t table_settle(Table *table, unsigned *shift);

/* Where the search for a key begins. Neighbours stay neighbours, so that a column's busy buckets share cache lines, but
   each stretch of them begins elsewhere, by Fibonacci hashing of the higher bits, in which alone round numbers differ. */
static inline size_t slot_of(uint64_t key)
{
    return (size_t)(key + ((key >> 10) * 0x9E3779B97F4A7C15u >> 51));
}

/* The entry of a key, whose count is 0 when it is new: then the caller sets the key, and makes room when it is needed. */
static inline Entry *table_find(const Table *table, uint64_t key)
{
    size_t mask = table->capacity - 1, at = slot_of(key) & mask;
    uint64_t rest = key * 0x9E3779B97F4A7C15u;
    while (table->slots[at].key != key && table->slots[at].count != 0) {
        /* Jump, lest stretches of neighbours that meet pile up; once `rest` has run out, the jumps reach every slot. */
        at = (at * 5 + 1 + (size_t)(rest >> 40)) & mask;
        rest >>= 4;
    }
    return &table->slots[at];
}

#endif
