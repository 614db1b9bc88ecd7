/* The forms of texts: one class a character, from which length, words and shape follow.

   Upper case is `A`, lower case `a`, a digit `9`; what is past ASCII is `a`, or WIDE_SPACE where it is white space; all
   else is itself. Of millions of texts few forms differ, so each is looked at once, however often it comes. */

#ifndef GNOMON_FORMS_H
#define GNOMON_FORMS_H

#include "column.h"

#define WIDE_SPACE 0x80

typedef struct {
    uint64_t hash, count; /* count 0: the slot is free */
    size_t start, size;   /* its bytes in the arena */
} Form;

typedef struct {
    Form *slots;
    size_t n, capacity; /* of the slots, a power of two */
    uint8_t *arena;
    size_t used, room;
    size_t last; /* the slot that was found last: neighbours are often of one form */
    int no_memory;
} Forms;

int forms_open(Forms *forms);
void forms_close(Forms *forms);

/* Add the forms of a piece's texts, each as often as `weights` says, once where it is NULL. */
void forms_add(Forms *forms, const Piece *piece, const int64_t *weights);

/* Add one form. */
void forms_count(Forms *forms, const uint8_t *form, size_t size, uint64_t count);

/* Number of words of a form. */
size_t form_words(const uint8_t *form, size_t size);

/* Write a form's shape, which is no longer than the form: its size. */
size_t form_shape(const uint8_t *form, size_t size, uint8_t *shape);

#endif
