"""Text that would do harm if anything read it as more than text, and text that must arrive unharmed."""

PAYLOADS = (
    "{{7*7}}",
    "{% raw %}",
    "{# x",
    "${1}",
    "`",
    "\\",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "zone_12",
    "æøå",
)
