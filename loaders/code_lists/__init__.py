"""Code lists with labels in Kazakh, Russian and English: pollutants, units, sectors, activities."""
