"""The whole public site as plain files, and the proof that a copy of it is intact.

`layout` says which file an address of the site becomes, `relinking` makes the links of a page
lead there, `survey` reads what there is to write and what each page depends on, `entries` and
`asking` make the pages, `writing` puts them into a folder, `checking` proves a folder.
"""
