"""The site: pages that read one library. Start at `webui.app`."""
