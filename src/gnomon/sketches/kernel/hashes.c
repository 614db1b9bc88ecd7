#include "hashes.h"

#define NULL_WORD 0x9E3779B97F4A7C15u

static void merge(Entry *into, const Entry *from)
{
    if (from->a < into->a) {
        into->a = from->a;
        into->b = from->b;
    }
    into->b |= MIXED; /* two cells never share a hash */
}

int cells_open(Cells *cells)
{
    *cells = (Cells){.n = 0};
    return table_open(&cells->table, merge);
}

void cells_close(Cells *cells)
{
    table_close(&cells->table);
}

void cells_add(Cells *cells, const Piece *piece)
{
    const uint64_t *hashes = (const uint64_t *)piece->values + piece->offset;
    Table *table = &cells->table;
    unsigned shift = table->shift;
    for (int64_t i = 0; i < piece->length; i++) {
        uint64_t hash = hashes[i], row = cells->n + (uint64_t)i;
        if (!is_present(piece, i)) {
            cells->nulls++;
            continue;
        }
        Entry *entry = table_find(table, hash >> shift);
        if (entry->count++ != 0) {
            if (shift == 0) /* the key is all of the hash */
                continue;
            /* Without branches, for which of a cell's hashes comes next cannot be foreseen. */
            uint64_t least = entry->a, mixed = entry->b | (hash != least ? MIXED : 0);
            entry->a = hash < least ? hash : least;
            entry->b = hash < least ? row << 1 | MIXED : mixed;
            continue;
        }
        *entry = (Entry){hash >> shift, 1, hash, row << 1};
        if (++table->used > table->most) {
            table_make_room(table);
            shift = table->shift;
        }
    }
    cells->n += (uint64_t)piece->length;
}

int sample_open(Sample *sample, size_t most)
{
    *sample = (Sample){.most = most};
    return table_open(&sample->table, NULL);
}

void sample_close(Sample *sample)
{
    table_close(&sample->table);
}

static uint64_t greatest(unsigned level)
{
    return level > 63 ? 0 : UINT64_MAX >> level;
}

/* Raise the level until no more than wanted are kept. */
static void raise_level(Sample *sample)
{
    Table *table = &sample->table;
    size_t n = table_sort(table);
    while (n > sample->most) {
        sample->level++;
        while (n > 0 && table->sorted[n - 1].key > greatest(sample->level))
            n--;
    }
    table_refill(table, table->sorted, n);
}

void sample_add(Sample *sample, const Piece *piece)
{
    const uint64_t *hashes = (const uint64_t *)piece->values + piece->offset;
    Table *table = &sample->table;
    uint64_t bound = greatest(sample->level);
    for (int64_t i = 0; i < piece->length; i++) {
        if (hashes[i] > bound || !is_present(piece, i))
            continue;
        Entry *entry = table_find(table, hashes[i]);
        if (entry->count++ != 0)
            continue;
        entry->key = hashes[i];
        if (++table->used > sample->most) {
            raise_level(sample);
            bound = greatest(sample->level);
        } else if (table->used > table->most)
            table_make_room(table);
    }
}

void hashes_words(const Piece *piece, uint64_t multiplier, uint64_t *sums)
{
    const uint64_t *hashes = piece->values;
    const uint8_t *bits = piece->values;
    for (int64_t i = 0; i < piece->length; i++) {
        int64_t at = piece->offset + i;
        uint64_t word = piece->type == BIT ? bits[at >> 3] >> (at & 7) & 1 : hashes[at];
        if (piece->present != NULL && !is_present(piece, i))
            word = NULL_WORD;
        sums[i] += word * multiplier;
    }
}

void hashes_mix(uint64_t *sums, size_t n)
{
    /* The finaliser of SplitMix64 after one step of its counter (Steele, Lea & Flood 2014). */
    for (size_t i = 0; i < n; i++) {
        uint64_t z = sums[i] + 0x9E3779B97F4A7C15u;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
        z = (z ^ z >> 27) * 0x94D049BB133111EBu;
        sums[i] = z ^ z >> 31;
    }
}
