"""How long a deck takes to build: stock python-pptx, Deckwire and PptxGenJS in one interleaved run."""
