"""The pages, one file each: what people open when an alert arrives.

A page is made on the server from values of `jobs.reporting`, with the drawings of
`charts` and the words of `checks` and `alerts`; it reads without a script.

May import what the server may, `charts` and `reports`. Never here: a verdict, a
sentence about data, an inline style or script, a change on GET.

To add a page: a router, a template, and its line in `pages`.
"""
