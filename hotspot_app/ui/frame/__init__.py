"""What surrounds every page: menus, help, preferences."""
