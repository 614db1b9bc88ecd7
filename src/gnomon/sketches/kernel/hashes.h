/* What is kept of a column of 64-bit hashes: the cells that they fall in, or a sample of them. */

#ifndef GNOMON_HASHES_H
#define GNOMON_HASHES_H

#include "column.h"
#include "table.h"

enum { MIXED = 1 }; /* the lowest bit of a cell's `b`: it holds several hashes */

typedef struct {
    Table table; /* by the hashes; `a` is the least hash of a cell, and `b` twice a row where it stands, or-ed with MIXED */
    uint64_t n, nulls;
} Cells;

int cells_open(Cells *cells);
void cells_close(Cells *cells);
void cells_add(Cells *cells, const Piece *piece);

/* The hashes below 2^(64 - level), with their counts: as many as are kept. */
typedef struct {
    Table table; /* at shift 0 */
    size_t most; /* to be kept, fewer than MOST_ENTRIES */
    unsigned level;
} Sample;

int sample_open(Sample *sample, size_t most);
void sample_close(Sample *sample);
void sample_add(Sample *sample, const Piece *piece);

/* Add each row's word, multiplied, to its sum: of hashes, or of flags. */
void hashes_words(const Piece *piece, uint64_t multiplier, uint64_t *sums);

/* Scramble sums in place. */
void hashes_mix(uint64_t *sums, size_t n);

#endif
