node_modules/
*.html
