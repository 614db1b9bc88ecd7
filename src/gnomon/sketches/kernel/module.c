/* gnomon.sketches._kernel: what numpy does in several passes, done in one, without the interpreter's lock.

   A function here borrows a column, lets the lock go for each of its pieces, and hands back plain bytes. What it
   answers is what the numpy code beside its callers answers, bit for bit. */

#include "column.h"
#include "forms.h"
#include "hashes.h"
#include "numbers.h"

#include <stdlib.h>
#include <string.h>

/* Sets of types that a function reads. */
enum {
    NUMBER_TYPES = (1 << BIT) - 1,
    HASH_TYPES = 1 << UINT64,
    WORD_TYPES = HASH_TYPES | 1 << BIT,
    TEXT_TYPES = 1 << TEXT | 1 << VIEW,
};

#define OTHER_ROWS "a column has other rows than there are sums."

typedef void (*Add)(void *state, const Piece *piece);

/* Go through a column: 0, or -1 with an exception. */
static int each_piece(PyObject *source, unsigned types, Add add, void *state)
{
    Column column;
    Piece piece;
    int more = column_open(&column, source);
    if (more == 0 && (types >> column.type & 1) == 0) {
        PyErr_SetString(PyExc_TypeError, "a column of this type cannot be read here.");
        more = -1;
    }
    if (more == 0)
        while ((more = column_next(&column, &piece)) > 0) {
            Py_BEGIN_ALLOW_THREADS
            add(state, &piece);
            Py_END_ALLOW_THREADS
        }
    column_close(&column);
    return more;
}

static PyObject *bytes_of(const Entry *entries, size_t n, size_t field)
{
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(8 * n));
    if (bytes == NULL)
        return NULL;
    char *to = PyBytes_AsString(bytes);
    for (size_t i = 0; i < n; i++)
        memcpy(to + 8 * i, (const char *)&entries[i] + field, 8);
    return bytes;
}

#define FIELD(entries, n, name) bytes_of(entries, n, offsetof(Entry, name))

/* Turn buckets of the bits of floats into buckets of their ordered keys: negative ones come first, turned round. */
static void order(const Entry *entries, size_t n, unsigned shift, Entry *ordered)
{
    size_t first_negative = n, k = 0;
    while (first_negative > 0 && entries[first_negative - 1].key >> (63 - shift) != 0)
        first_negative--;
    for (size_t i = n; i > first_negative; i--, k++) {
        ordered[k] = entries[i - 1];
        /* A negative key is minus one minus the magnitude, of which all lower bits were ones. */
        ordered[k].key = ~(entries[i - 1].key ^ (uint64_t)1 << (63 - shift));
    }
    for (size_t i = 0; i < first_negative; i++, k++)
        ordered[k] = entries[i];
}

PyDoc_STRVAR(numbers_doc, "numbers(column, multiplier, sums)\n--\n\nCount and sum numbers, and add their words to the rows' sums.");

static void add_numbers(void *state, const Piece *piece)
{
    numbers_add(state, piece);
}

static PyObject *numbers_made(Numbers *state)
{
    Table *table = &state->table;
    Entry *ordered = table->sorted + table->most + 1;
    uint8_t sum[4 * LIMBS];
    unsigned shift;
    size_t n;
    Py_BEGIN_ALLOW_THREADS
    numbers_sum(table, sum);
    n = table_settle(table, &shift);
    order(table->sorted, n, shift, ordered);
    Py_END_ALLOW_THREADS
    return Py_BuildValue("KKKKddINNy#", state->nulls, state->nans, state->pos_infs, state->neg_infs, state->low,
                         state->high, shift, FIELD(ordered, n, key), FIELD(ordered, n, count), (char *)sum,
                         (Py_ssize_t)sizeof sum);
}

static PyObject *numbers(PyObject *module, PyObject *arguments)
{
    (void)module;
    PyObject *source, *sums, *made = NULL;
    unsigned long long multiplier;
    if (!PyArg_ParseTuple(arguments, "OKO", &source, &multiplier, &sums))
        return NULL;
    Py_buffer buffer = {.obj = NULL};
    if (sums != Py_None && PyObject_GetBuffer(sums, &buffer, PyBUF_C_CONTIGUOUS | PyBUF_WRITABLE) != 0)
        return NULL;
    Numbers state;
    int failed = numbers_open(&state);
    state.multiplier = multiplier;
    state.sums = buffer.buf;
    state.left = buffer.len / 8;
    if (failed)
        PyErr_NoMemory();
    else if (each_piece(source, NUMBER_TYPES, add_numbers, &state) == 0) {
        if (state.sums != NULL && state.left != 0)
            PyErr_SetString(PyExc_ValueError, OTHER_ROWS);
        else
            made = state.table.no_memory ? PyErr_NoMemory() : numbers_made(&state);
    }
    numbers_close(&state);
    if (buffer.obj != NULL)
        PyBuffer_Release(&buffer);
    return made;
}

PyDoc_STRVAR(cells_doc, "cells(column)\n--\n\nCount the cells that hashes fall in.");

static void add_cells(void *state, const Piece *piece)
{
    cells_add(state, piece);
}

static PyObject *cells(PyObject *module, PyObject *source)
{
    (void)module;
    Cells state;
    PyObject *made = NULL;
    if (cells_open(&state) != 0)
        PyErr_NoMemory();
    else if (each_piece(source, HASH_TYPES, add_cells, &state) == 0) {
        Table *table = &state.table;
        unsigned shift;
        size_t n = table_settle(table, &shift);
        made = table->no_memory ? PyErr_NoMemory() : Py_BuildValue("KINNN", state.nulls, shift, FIELD(table->sorted, n, a), FIELD(table->sorted, n, count),
                             FIELD(table->sorted, n, b));
    }
    cells_close(&state);
    return made;
}

PyDoc_STRVAR(sample_doc, "sample(column, most)\n--\n\nSample hashes.");

static void add_sample(void *state, const Piece *piece)
{
    sample_add(state, piece);
}

static PyObject *sample(PyObject *module, PyObject *arguments)
{
    (void)module;
    PyObject *source, *made = NULL;
    Py_ssize_t most;
    if (!PyArg_ParseTuple(arguments, "On", &source, &most))
        return NULL;
    if (most < 0 || most >= MOST_ENTRIES) {
        PyErr_SetString(PyExc_ValueError, "a sample keeps fewer than 4,096.");
        return NULL;
    }
    Sample state;
    if (sample_open(&state, (size_t)most) != 0)
        PyErr_NoMemory();
    else if (each_piece(source, HASH_TYPES, add_sample, &state) == 0) {
        size_t n = table_sort(&state.table);
        const Entry *sorted = state.table.sorted;
        made = state.table.no_memory ? PyErr_NoMemory() : Py_BuildValue("INN", state.level, FIELD(sorted, n, key), FIELD(sorted, n, count));
    }
    sample_close(&state);
    return made;
}

PyDoc_STRVAR(forms_doc, "forms(column, weights)\n--\n\nCount lengths, words and shapes of texts.");

typedef struct {
    Forms forms, shapes;
    const int64_t *weights;
    int64_t left; /* weights that are not used yet */
    uint64_t *lengths, *words, *counts; /* of each form */
} Looks;

static void add_forms(void *state, const Piece *piece)
{
    Looks *looks = state;
    if (looks->weights == NULL) {
        forms_add(&looks->forms, piece, NULL);
        return;
    }
    looks->left -= piece->length;
    if (looks->left >= 0)
        forms_add(&looks->forms, piece, looks->weights);
    looks->weights += piece->length;
}

static void look(Looks *looks)
{
    const Forms *forms = &looks->forms;
    uint8_t *shape = malloc(forms->room);
    looks->lengths = malloc((forms->n + 1) * sizeof(uint64_t));
    looks->words = malloc((forms->n + 1) * sizeof(uint64_t));
    looks->counts = malloc((forms->n + 1) * sizeof(uint64_t));
    if (shape == NULL || looks->lengths == NULL || looks->words == NULL || looks->counts == NULL)
        looks->shapes.no_memory = 1;
    for (size_t i = 0, n = 0; i < forms->capacity && !looks->shapes.no_memory; i++) {
        const Form *form = &forms->slots[i];
        if (form->count == 0)
            continue;
        const uint8_t *bytes = forms->arena + form->start;
        looks->lengths[n] = form->size;
        looks->words[n] = form_words(bytes, form->size);
        looks->counts[n++] = form->count;
        forms_count(&looks->shapes, shape, form_shape(bytes, form->size, shape), form->count);
    }
    free(shape);
}

static PyObject *shapes_of(const Forms *shapes)
{
    PyObject *made = PyDict_New();
    for (size_t i = 0; i < shapes->capacity && made != NULL; i++) {
        const Form *form = &shapes->slots[i];
        if (form->count == 0)
            continue;
        const char *text = (const char *)shapes->arena + form->start;
        PyObject *name = PyUnicode_FromStringAndSize(text, (Py_ssize_t)form->size);
        PyObject *count = PyLong_FromUnsignedLongLong(form->count);
        if (name == NULL || count == NULL || PyDict_SetItem(made, name, count) != 0)
            Py_CLEAR(made);
        Py_XDECREF(name);
        Py_XDECREF(count);
    }
    return made;
}

static PyObject *looks_made(Looks *looks)
{
    Py_BEGIN_ALLOW_THREADS
    look(looks);
    Py_END_ALLOW_THREADS
    if (looks->forms.no_memory || looks->shapes.no_memory)
        return PyErr_NoMemory();
    Py_ssize_t size = (Py_ssize_t)(looks->forms.n * sizeof(uint64_t));
    PyObject *shapes = shapes_of(&looks->shapes);
    if (shapes == NULL)
        return NULL;
    return Py_BuildValue("y#y#y#N", (char *)looks->lengths, size, (char *)looks->words, size, (char *)looks->counts,
                         size, shapes);
}

static PyObject *forms(PyObject *module, PyObject *arguments)
{
    (void)module;
    PyObject *source, *weighed, *made = NULL;
    if (!PyArg_ParseTuple(arguments, "OO", &source, &weighed))
        return NULL;
    Looks looks = {.weights = NULL};
    Py_buffer weights = {.obj = NULL};
    if (weighed != Py_None && PyObject_GetBuffer(weighed, &weights, PyBUF_C_CONTIGUOUS) != 0)
        return NULL;
    looks.weights = weights.buf;
    looks.left = weights.len / 8;
    if (forms_open(&looks.forms) != 0 || forms_open(&looks.shapes) != 0)
        PyErr_NoMemory();
    else if (each_piece(source, TEXT_TYPES, add_forms, &looks) == 0) {
        if (looks.left != 0)
            PyErr_SetString(PyExc_ValueError, "texts need as many weights.");
        else
            made = looks_made(&looks);
    }
    forms_close(&looks.forms);
    forms_close(&looks.shapes);
    free(looks.lengths);
    free(looks.words);
    free(looks.counts);
    if (weights.obj != NULL)
        PyBuffer_Release(&weights);
    return made;
}

typedef struct {
    uint64_t multiplier, *sums; /* of the rows that are left */
    int64_t left;
} Words;

static void add_words(void *state, const Piece *piece)
{
    Words *words = state;
    words->left -= piece->length;
    if (words->left >= 0)
        hashes_words(piece, words->multiplier, words->sums);
    words->sums += piece->length;
}

PyDoc_STRVAR(hash_words_doc, "hash_words(column, multiplier, sums)\n--\n\nAdd hashes or flags to rows' sums.");

static PyObject *hash_words(PyObject *module, PyObject *arguments)
{
    (void)module;
    PyObject *source, *sums, *made = NULL;
    unsigned long long multiplier;
    Py_buffer buffer;
    if (!PyArg_ParseTuple(arguments, "OKO", &source, &multiplier, &sums))
        return NULL;
    if (PyObject_GetBuffer(sums, &buffer, PyBUF_C_CONTIGUOUS | PyBUF_WRITABLE) != 0)
        return NULL;
    Words state = {multiplier, buffer.buf, buffer.len / 8};
    if (each_piece(source, WORD_TYPES, add_words, &state) == 0) {
        if (state.left != 0)
            PyErr_SetString(PyExc_ValueError, OTHER_ROWS);
        else
            made = Py_NewRef(Py_None);
    }
    PyBuffer_Release(&buffer);
    return made;
}

PyDoc_STRVAR(mix_doc, "mix(sums)\n--\n\nScramble sums in place.");

static PyObject *mix(PyObject *module, PyObject *sums)
{
    (void)module;
    Py_buffer buffer;
    if (PyObject_GetBuffer(sums, &buffer, PyBUF_C_CONTIGUOUS | PyBUF_WRITABLE) != 0)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    hashes_mix(buffer.buf, (size_t)buffer.len / 8);
    Py_END_ALLOW_THREADS
    PyBuffer_Release(&buffer);
    return Py_NewRef(Py_None);
}

static PyMethodDef methods[] = {
    {"numbers", numbers, METH_VARARGS, numbers_doc},
    {"cells", cells, METH_O, cells_doc},
    {"sample", sample, METH_VARARGS, sample_doc},
    {"forms", forms, METH_VARARGS, forms_doc},
    {"hash_words", hash_words, METH_VARARGS, hash_words_doc},
    {"mix", mix, METH_O, mix_doc},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "gnomon.sketches._kernel",
    .m_doc = "What numpy does in several passes, done in one, without the interpreter's lock.",
    .m_methods = methods,
};

PyMODINIT_FUNC PyInit__kernel(void)
{
    return PyModuleDef_Init(&definition);
}
