"""The geometry of pictures: pure functions from what a page shows to what its SVG draws."""
