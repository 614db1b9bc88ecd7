/* A column of values, borrowed from whoever owns it, a piece at a time. */

#ifndef GNOMON_COLUMN_H
#define GNOMON_COLUMN_H

#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000 /* one binary for every CPython from 3.11 on */
#endif
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

/* The Arrow C data interface: structures that libraries hand to each other, fixed by their layout.
   Source: arrow.apache.org/docs/format/CDataInterface.html and CStreamInterface.html. */
struct arrow_schema {
    const char *format, *name, *metadata;
    int64_t flags, n_children;
    struct arrow_schema **children, *dictionary;
    void (*release)(struct arrow_schema *);
    void *private_data;
};

struct arrow_array {
    int64_t length, null_count, offset, n_buffers, n_children;
    const void **buffers;
    struct arrow_array **children, *dictionary;
    void (*release)(struct arrow_array *);
    void *private_data;
};

struct arrow_stream {
    int (*get_schema)(struct arrow_stream *, struct arrow_schema *);
    int (*get_next)(struct arrow_stream *, struct arrow_array *);
    const char *(*get_last_error)(struct arrow_stream *);
    void (*release)(struct arrow_stream *);
    void *private_data;
};

typedef enum { INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64, FLOAT, DOUBLE, BIT, TEXT, VIEW } Type;

/* Some rows of a column. Row i stands at place offset + i of each buffer. */
typedef struct {
    Type type;
    int64_t length, offset;
    const uint8_t *present;     /* a bit a row, 0 where it is null; NULL when no row is */
    const void *values;         /* numbers or bits; for TEXT the n + 1 ends; for VIEW the views */
    const void *const *letters; /* for TEXT and VIEW: the buffers that texts lie in */
} Piece;

typedef struct {
    Type type;
    PyObject *capsule; /* owns the stream; NULL for a buffer */
    struct arrow_stream *stream;
    struct arrow_array array; /* the piece that was given last */
    Py_buffer buffer;
    int is_done;
} Column;

/* Borrow an object that has `__arrow_c_stream__`, or a contiguous buffer of numbers: 0, or -1 with an exception. */
int column_open(Column *column, PyObject *source);

/* Take the next piece, which is valid until the next call: 1, 0 past the last one, or -1 with an exception. */
int column_next(Column *column, Piece *piece);

/* Give back what was borrowed; after a failed column_open too. */
void column_close(Column *column);

static inline int is_present(const Piece *piece, int64_t i)
{
    int64_t at = piece->offset + i;
    return piece->present == NULL || (piece->present[at >> 3] >> (at & 7) & 1);
}

#endif
