#include "forms.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 1024, FIRST_ROOM = 1 << 16, PADDING = 16 };

#define EACH_BYTE(c) (0x0101010101010101u * (c))
#define HIGH_BITS EACH_BYTE(0x80u)

int forms_open(Forms *forms)
{
    *forms = (Forms){.capacity = FIRST_CAPACITY, .room = FIRST_ROOM};
    forms->slots = calloc(forms->capacity, sizeof(Form));
    forms->arena = malloc(forms->room);
    return forms->slots != NULL && forms->arena != NULL ? 0 : -1;
}

void forms_close(Forms *forms)
{
    free(forms->slots);
    free(forms->arena);
}

/* Give the forms four times the slots: 0, or -1 when there is no memory. */
static int grow(Forms *forms)
{
    size_t capacity = 4 * forms->capacity;
    Form *slots = calloc(capacity, sizeof(Form));
    if (slots == NULL)
        return -1;
    for (size_t i = 0; i < forms->capacity; i++) {
        if (forms->slots[i].count == 0)
            continue;
        size_t at = forms->slots[i].hash & (capacity - 1);
        while (slots[at].count != 0)
            at = (at + 1) & (capacity - 1);
        slots[at] = forms->slots[i];
    }
    free(forms->slots);
    forms->slots = slots;
    forms->capacity = capacity;
    return 0;
}

/* Make sure that `size` more bytes fit in the arena, with padding to read and write whole words. */
static int reserve(Forms *forms, size_t size)
{
    if (forms->used + size + PADDING <= forms->room)
        return 0;
    size_t room = 2 * (forms->room + size + PADDING);
    uint8_t *arena = realloc(forms->arena, room);
    if (arena == NULL)
        return -1;
    forms->arena = arena;
    forms->room = room;
    return 0;
}

static uint64_t load(const uint8_t *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* Forms lie at whole words and are followed by zeros up to the next one. */
static size_t padded(size_t size)
{
    return (size + 7) & ~(size_t)7;
}

static int is_same(const uint8_t *form, const uint8_t *other, size_t size)
{
    for (size_t i = 0; i < size; i += 8)
        if (load(form + i) != load(other + i))
            return 0;
    return 1;
}

static uint64_t hash_of(const uint8_t *form, size_t size)
{
    uint64_t hash = size;
    for (size_t i = 0; i < size; i += 8) {
        hash = (hash ^ load(form + i)) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    return hash;
}

/* Count the form of `size` bytes that lies at the arena's end, followed by zeros to a whole word. */
static void count_last(Forms *forms, size_t size, uint64_t count)
{
    const uint8_t *form = forms->arena + forms->used;
    Form *found = &forms->slots[forms->last];
    if (found->count != 0 && found->size == size && is_same(forms->arena + found->start, form, size)) {
        found->count += count;
        return;
    }
    uint64_t hash = hash_of(form, size);
    size_t at = hash & (forms->capacity - 1);
    for (; forms->slots[at].count != 0; at = (at + 1) & (forms->capacity - 1)) {
        found = &forms->slots[at];
        if (found->hash == hash && found->size == size && is_same(forms->arena + found->start, form, size)) {
            found->count += count;
            forms->last = at;
            return;
        }
    }
    forms->slots[at] = (Form){hash, count, forms->used, size};
    forms->last = at;
    forms->used += padded(size);
    if (++forms->n <= forms->capacity / 2)
        return;
    forms->last = 0;
    if (grow(forms) != 0) {
        forms->no_memory = 1;
        memset(forms->slots, 0, forms->capacity * sizeof(Form)); /* so that the caller may go on */
        forms->n = forms->used = 0;
    }
}

/* Bit 7 of each byte that is at least `c`; all are ASCII. */
static uint64_t at_least(uint64_t word, unsigned c)
{
    return (word + EACH_BYTE((uint64_t)(0x80 - c))) & HIGH_BITS;
}

/* Turn bit 7 of each byte into the whole byte. */
static uint64_t whole_bytes(uint64_t high)
{
    return high | (high - (high >> 7));
}

/* The classes of eight bytes of ASCII. */
static uint64_t classes(uint64_t word)
{
    uint64_t lower = word | EACH_BYTE(0x20u), is_lower = word & EACH_BYTE(0x20u);
    uint64_t letter = whole_bytes(at_least(lower, 'a') & ~at_least(lower, 'z' + 1));
    uint64_t digit = whole_bytes(at_least(word, '0') & ~at_least(word, '9' + 1));
    return (word & ~(letter | digit)) | (letter & (EACH_BYTE('A') | is_lower)) | (digit & EACH_BYTE('9'));
}

/* Whether a character past ASCII is white space: U+0085, 00A0, 1680, 2000-200A, 2028, 2029, 202F, 205F, 3000. */
static int is_wide_space(const uint8_t *text, size_t left)
{
    if (text[0] == 0xC2)
        return left > 1 && (text[1] == 0x85 || text[1] == 0xA0);
    if (left < 3 || text[0] < 0xE1 || text[0] > 0xE3)
        return 0;
    unsigned rest = (unsigned)text[1] << 8 | text[2];
    if (text[0] == 0xE1)
        return rest == 0x9A80;
    if (text[0] == 0xE3)
        return rest == 0x8080;
    return (rest >= 0x8080 && rest <= 0x808A) || rest == 0x80A8 || rest == 0x80A9 || rest == 0x80AF || rest == 0x819F;
}

/* Write the classes of a text that holds more than ASCII: their number. */
static size_t wide_classes(const uint8_t *text, size_t size, uint8_t *form)
{
    size_t n = 0;
    for (size_t i = 0; i < size; i++)
        if (text[i] < 0x80)
            form[n++] = (uint8_t)classes(text[i]);
        else if (text[i] >= 0xC0) /* the others only continue a character */
            form[n++] = is_wide_space(text + i, size - i) ? WIDE_SPACE : 'a';
    memset(form + n, 0, PADDING);
    return n;
}

/* The last 1 to 7 bytes of a text of `size` bytes, followed by zeros, without reading past either of its ends. */
static uint64_t load_rest(const uint8_t *text, size_t size)
{
    size_t rest = size & 7;
    text += size - rest;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    /* What is read twice falls on itself. A copy of unknown size would take as long as all the rest. */
    if (size > 8)
        return load(text + rest - 8) >> 8 * (8 - rest);
    if (rest < 4)
        return text[0] | (uint64_t)text[rest / 2] << 8 * (rest / 2) | (uint64_t)text[rest - 1] << 8 * (rest - 1);
    uint32_t first, last;
    memcpy(&first, text, sizeof first);
    memcpy(&last, text + rest - 4, sizeof last);
    return first | (uint64_t)last << 8 * (rest - 4);
#else
    uint64_t word = 0;
    memcpy(&word, text, rest);
    return word;
#endif
}

/* Whether a text has the form that was found last; asked of short ones only, of which asking in vain costs little. */
static int is_as_last(const Forms *forms, const uint8_t *text, size_t size)
{
    const Form *last = &forms->slots[forms->last];
    if (last->size != size || last->count == 0)
        return 0;
    const uint8_t *form = forms->arena + last->start;
    uint64_t all = 0, differs = 0;
    for (size_t i = 0; i < size; i += 8) {
        uint64_t word = size - i >= 8 ? load(text + i) : load_rest(text, size);
        all |= word;
        differs |= classes(word) ^ load(form + i);
    }
    return differs == 0 && (all & HIGH_BITS) == 0;
}

static void count_text(Forms *forms, const uint8_t *text, size_t size, uint64_t count)
{
    if (size <= 16 && is_as_last(forms, text, size)) {
        forms->slots[forms->last].count += count;
        return;
    }
    if (reserve(forms, size) != 0) {
        forms->no_memory = 1;
        return;
    }
    uint8_t *form = forms->arena + forms->used;
    uint64_t all = 0;
    for (size_t i = 0; i < size; i += 8) {
        uint64_t word = size - i >= 8 ? load(text + i) : load_rest(text, size);
        all |= word;
        word = classes(word);
        memcpy(form + i, &word, sizeof word);
    }
    if ((all & HIGH_BITS) != 0)
        size = wide_classes(text, size, form);
    count_last(forms, size, count);
}

/* A view: 4 bytes of size, then 12 of the text itself, or its first 4, the number of its buffer and its place there. */
static const uint8_t *viewed(const Piece *piece, int64_t at, size_t *size)
{
    const uint8_t *view = (const uint8_t *)piece->values + 16 * at;
    int32_t head[4];
    memcpy(head, view, sizeof head);
    *size = (size_t)head[0];
    return *size <= 12 ? view + 4 : (const uint8_t *)piece->letters[head[2]] + head[3];
}

void forms_add(Forms *forms, const Piece *piece, const int64_t *weights)
{
    for (int64_t i = 0; i < piece->length; i++) {
        if (!is_present(piece, i))
            continue;
        size_t size;
        const uint8_t *text;
        if (piece->type == VIEW)
            text = viewed(piece, piece->offset + i, &size);
        else {
            const int64_t *ends = (const int64_t *)piece->values + piece->offset + i;
            size = (size_t)(ends[1] - ends[0]);
            text = (const uint8_t *)piece->letters[0] + ends[0];
        }
        count_text(forms, text, size, weights != NULL ? (uint64_t)weights[i] : 1);
    }
}

void forms_count(Forms *forms, const uint8_t *form, size_t size, uint64_t count)
{
    if (reserve(forms, size) != 0) {
        forms->no_memory = 1;
        return;
    }
    memcpy(forms->arena + forms->used, form, size);
    memset(forms->arena + forms->used + size, 0, PADDING);
    count_last(forms, size, count);
}

size_t form_words(const uint8_t *form, size_t size)
{
    size_t words = 0;
    int was_space = 1;
    for (size_t i = 0; i < size; i++) {
        int is_space = form[i] == ' ' || (form[i] >= '\t' && form[i] <= '\r') || form[i] == WIDE_SPACE;
        words += (size_t)(was_space && !is_space);
        was_space = is_space;
    }
    return words;
}

size_t form_shape(const uint8_t *form, size_t size, uint8_t *shape)
{
    size_t n = 0;
    for (size_t i = 0; i < size; i++) {
        uint8_t class = form[i] == WIDE_SPACE ? 'a' : form[i];
        if (n == 0 || shape[n - 1] != class)
            shape[n++] = class;
    }
    return n;
}
