"""Words, pictures and tables arranged into documents."""
