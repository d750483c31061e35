node_modules/
dist/
*.html
