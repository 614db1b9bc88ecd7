#include "column.h"

#include <string.h>

static int type_of_format(const char *format, Type *type)
{
    static const char letters[] = "cCsSiIlLgfbU"; /* Arrow's; `vu` is a text by views */
    static const Type types[] = {INT8,  UINT8,  INT16,  UINT16, INT32, UINT32,
                                 INT64, UINT64, DOUBLE, FLOAT,  BIT,   TEXT};
    if (strcmp(format, "vu") == 0) {
        *type = VIEW;
        return 0;
    }
    const char *found = format[0] != '\0' && format[1] == '\0' ? strchr(letters, format[0]) : NULL;
    if (found == NULL) {
        PyErr_Format(PyExc_TypeError, "a column of Arrow's format '%s' cannot be read here.", format);
        return -1;
    }
    *type = types[found - letters];
    return 0;
}

static int open_stream(Column *column, PyObject *source)
{
    column->capsule = PyObject_CallMethod(source, "__arrow_c_stream__", NULL);
    if (column->capsule == NULL)
        return -1;
    column->stream = PyCapsule_GetPointer(column->capsule, "arrow_array_stream");
    if (column->stream == NULL)
        return -1;
    struct arrow_schema schema = {0};
    if (column->stream->get_schema(column->stream, &schema) != 0) {
        PyErr_SetString(PyExc_ValueError, "an Arrow stream has no schema.");
        return -1;
    }
    int failed = type_of_format(schema.format, &column->type);
    schema.release(&schema);
    return failed;
}

static int open_buffer(Column *column, PyObject *source)
{
    if (PyObject_GetBuffer(source, &column->buffer, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT) != 0)
        return -1;
    const char *format = column->buffer.format;
    Py_ssize_t size = column->buffer.itemsize;
    if (format != NULL && strcmp(format, "d") == 0)
        column->type = DOUBLE;
    else if (format != NULL && strchr("lq", format[0]) && size == 8)
        column->type = INT64;
    else if (format != NULL && strchr("LQ", format[0]) && size == 8)
        column->type = UINT64;
    else {
        PyErr_SetString(PyExc_TypeError, "a buffer must hold float64, int64 or uint64.");
        return -1;
    }
    return 0;
}

int column_open(Column *column, PyObject *source)
{
    memset(column, 0, sizeof *column);
    if (PyObject_HasAttrString(source, "__arrow_c_stream__"))
        return open_stream(column, source);
    return open_buffer(column, source);
}

static void drop_array(Column *column)
{
    if (column->array.release != NULL)
        column->array.release(&column->array);
    column->array.release = NULL;
}

int column_next(Column *column, Piece *piece)
{
    if (column->capsule == NULL) {
        *piece = (Piece){column->type, column->buffer.len / column->buffer.itemsize, 0, NULL, column->buffer.buf, NULL};
        return column->is_done++ == 0;
    }
    drop_array(column);
    if (column->stream->get_next(column->stream, &column->array) != 0) {
        const char *why = column->stream->get_last_error(column->stream);
        PyErr_SetString(PyExc_ValueError, why != NULL ? why : "an Arrow stream broke off.");
        column->array.release = NULL;
        return -1;
    }
    const struct arrow_array *array = &column->array;
    if (array->release == NULL)
        return 0;
    *piece = (Piece){column->type,
                     array->length,
                     array->offset,
                     array->null_count != 0 ? array->buffers[0] : NULL,
                     array->buffers[1],
                     (const void *const *)array->buffers + 2};
    return 1;
}

void column_close(Column *column)
{
    drop_array(column);
    Py_CLEAR(column->capsule); /* its destructor releases the stream */
    if (column->buffer.obj != NULL)
        PyBuffer_Release(&column->buffer);
}
