/* What is kept of a column of numbers, in one pass: counts, least and greatest, buckets, and the exact sum. */

#ifndef GNOMON_NUMBERS_H
#define GNOMON_NUMBERS_H

#include "column.h"
#include "table.h"

enum {
    BLOCK = 1024, /* values at a time: 8 KB stay in the fastest cache */
    LIMBS = 72,   /* of 32 bits: 2^64 of the greatest float64, as multiples of 2^-1074, and a sign */
};

typedef struct {
    Table table; /* by the bits of each value; `a` and `b` are the sum of the mantissas without the leading 1 */
    uint64_t nulls, nans, pos_infs, neg_infs;
    double low, high;
    uint64_t multiplier, *sums; /* of the rows that are left, to which each row's word is added; NULL: nowhere */
    int64_t left;               /* how many these are */
} Numbers;

int numbers_open(Numbers *numbers);
void numbers_close(Numbers *numbers);
void numbers_add(Numbers *numbers, const Piece *piece);

/* The sum as a multiple of 2^-1074, in two's complement, the lowest byte first. */
void numbers_sum(const Table *table, uint8_t bytes[4 * LIMBS]);

#endif
