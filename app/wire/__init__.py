"""How answers travel: compression, validators, languages, and headers that hold for all."""
