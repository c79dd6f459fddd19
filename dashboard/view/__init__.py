"""What a choice brings into view: the view model, its rows and the search."""
