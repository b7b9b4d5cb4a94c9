"""The pages of a pledge: what was promised, in whose words, what came of it, how sure anyone is; and how to cite it."""
