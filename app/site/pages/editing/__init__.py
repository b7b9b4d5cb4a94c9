"""How people write through pages: who is signed in, what a form is, and how the API gets what was typed."""
