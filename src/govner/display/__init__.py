"""Display: records as text tables and HTML."""
