"""What goes out from here to addresses that others named: guarded, signed, tried again."""
