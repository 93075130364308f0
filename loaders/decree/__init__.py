"""The text of Decree No. 775 of 2021, chapter by chapter and paragraph by paragraph."""
