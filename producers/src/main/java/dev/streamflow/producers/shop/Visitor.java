package dev.streamflow.producers.shop;

import dev.streamflow.producers.random.AliasSampler;
import dev.streamflow.producers.random.SplitMix64;
import java.util.List;

/**
 * Who comes: a function of the seed and the user's number alone, so that users return with the same home, taste of
 * device and segment.
 *
 * @param number from 1; low numbers come often
 */
record Visitor(long number, Place home, Device device, String segment) {
    record Place(String country, String city) {}

    record Device(String type, String os, String browser) {}

    private static final double SKEW = 0.5;
    private static final long FIRST_POPULATION = 20_000;
    private static final long SESSIONS_PER_POPULATION = 10_000;

    private static final List<Place> PLACES = List.of(
            new Place("US", "New York"),
            new Place("US", "Chicago"),
            new Place("US", "Austin"),
            new Place("US", "Seattle"),
            new Place("US", "Denver"),
            new Place("GB", "London"),
            new Place("GB", "Manchester"),
            new Place("DE", "Berlin"),
            new Place("DE", "München"),
            new Place("FR", "Paris"),
            new Place("FR", "Lyon"),
            new Place("ES", "Madrid"),
            new Place("IT", "Milano"),
            new Place("NL", "Amsterdam"),
            new Place("CA", "Toronto"),
            new Place("BR", "São Paulo"),
            new Place("PL", "Kraków"),
            new Place("JP", "Tokyo"));
    private static final AliasSampler PLACE = AliasSampler.of(14, 8, 6, 5, 4, 10, 4, 7, 5, 6, 3, 5, 4, 4, 5, 5, 3, 2);
    private static final List<Device> DEVICES = List.of(
            new Device("mobile", "Android", "Chrome"), new Device("mobile", "iOS", "Safari"),
            new Device("mobile", "Android", "Samsung Internet"), new Device("desktop", "Windows", "Chrome"),
            new Device("desktop", "Windows", "Edge"), new Device("desktop", "macOS", "Safari"),
            new Device("desktop", "Linux", "Firefox"), new Device("tablet", "iPadOS", "Safari"));
    private static final AliasSampler DEVICE = AliasSampler.of(26, 22, 6, 20, 8, 9, 3, 6);
    private static final List<String> SEGMENTS = List.of("new", "regular", "premium", "vip");
    private static final AliasSampler SEGMENT = AliasSampler.of(20, 55, 20, 5);

    /**
     * The visitor of session {@code session}. The more sessions a day has, the more people there are: the population
     * doubles with the session's number, so that it does not depend on how many sessions are asked for.
     */
    static long draw(long session, SplitMix64 random) {
        int doublings = 64 - Long.numberOfLeadingZeros(session / SESSIONS_PER_POPULATION);
        double population = FIRST_POPULATION << doublings;
        double power = 1 - SKEW;
        double reach = (StrictMath.pow(population, power) - 1) * random.unit() + 1;
        return (long) StrictMath.pow(reach, 1 / power);
    }

    /** @param random lent for the making; its stream is another one afterwards */
    static Visitor of(long seed, long number, SplitMix64 random) {
        random.seed(SplitMix64.split(seed, -number));
        return new Visitor(
                number,
                PLACES.get(PLACE.index(random)),
                DEVICES.get(DEVICE.index(random)),
                SEGMENTS.get(SEGMENT.index(random)));
    }

    /** {@code U0000123}. */
    String id() {
        String digits = Long.toString(number);
        return "U" + "0".repeat(Math.max(0, 7 - digits.length())) + digits;
    }
}
