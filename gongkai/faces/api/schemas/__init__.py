"""数据结构：what crosses the API's boundary; days are ISO dates in China, instants ISO with offset."""
