"""Vector pictures of evidence: forest, funnel, network graph, league table, survival curves. SVG text, no library.

Every picture has a title and a description for those who do not see it, a white ground of its own so that it reads the
same in dark pages and in print, and never tells by colour alone.
"""
