"""The invented city as files in the layouts that officers really hold."""

from shnor_portal.demo.workbooks.write import CityFile, CityFiles, write_city

__all__ = ["CityFile", "CityFiles", "write_city"]
