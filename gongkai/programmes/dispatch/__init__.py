"""派单目录与派单参考：whose duty a matter is, learned suggestions, repeats and rising matters."""
