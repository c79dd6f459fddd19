"""The published page: the same map as files for any static host, its texts written beforehand by Python."""
