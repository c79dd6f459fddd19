"""How the map looks: colours, line styles and the paths of the base map."""
