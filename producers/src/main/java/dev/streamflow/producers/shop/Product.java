package dev.streamflow.producers.shop;

/** One product on sale; {@code cents} is its list price. */
record Product(String id, String name, String category, long cents) {}
