"""What one takes along to show: briefing sheets, pictures to post, slides."""
