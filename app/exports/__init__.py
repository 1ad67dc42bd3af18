"""The public data as whole files, in the formats that other programs open."""
