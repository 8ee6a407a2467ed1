package dev.streamflow.producers.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.streamflow.producers.random.AliasSampler;
import dev.streamflow.producers.random.SplitMix64;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What the shop sells: {@code data/reference/products.csv}, as it was when the jar was built, and now and then
 * something it has never heard of.
 */
final class Catalog {
    private static final String FILE = "/reference/products.csv";
    private static final int UNKNOWN = 20;
    private static final double UNKNOWN_SHARE = 0.001;
    private static final double POPULARITY = 0.7;
    private static final int PROMOTED_IN_THOUSAND = 80;

    private final List<Product> products;
    private final int known;
    private final AliasSampler popularity;

    private Catalog(List<Product> products, int known) {
        this.products = products;
        this.known = known;
        this.popularity = AliasSampler.zipf(known, POPULARITY);
    }

    static Catalog read() {
        List<Product> products = new ArrayList<>();
        try (InputStreamReader file = new InputStreamReader(Catalog.class.getResourceAsStream(FILE), UTF_8);
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            rows.forEach(row -> products.add(product(row)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int known = products.size();
        for (int i = 0; i < UNKNOWN; i++) {
            String category = products.get(i).category();
            products.add(new Product("X" + (9000 + i), "Unlisted product " + i, category, 995 + i * 500L));
        }
        return new Catalog(List.copyOf(products), known);
    }

    private static Product product(NamedCsvRecord row) {
        long cents =
                new BigDecimal(row.getField("list_price")).movePointRight(2).longValueExact();
        return new Product(row.getField("product_id"), row.getField("product_name"), row.getField("category"), cents);
    }

    int size() {
        return products.size();
    }

    Product product(int index) {
        return products.get(index);
    }

    /** A product by popularity; one in a thousand is in no list. */
    int draw(SplitMix64 random) {
        return random.chance(UNKNOWN_SHARE) ? known + random.below(UNKNOWN) : popularity.index(random);
    }

    /** What one unit costs on that day: the list price, or a fifth less while the product is on promotion. */
    long cents(int index, long epochDay) {
        long list = products.get(index).cents();
        boolean promoted = Math.floorMod(SplitMix64.split(epochDay, index), 1000) < PROMOTED_IN_THOUSAND;
        return promoted ? (list * 8 + 5) / 10 : list;
    }
}
