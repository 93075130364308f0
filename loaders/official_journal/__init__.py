"""Official Journal PDFs of Commission decisions on BAT conclusions (Directive 2010/75/EU, Article 13(5))."""
