package dev.streamflow.producers.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Validity;
import java.math.BigInteger;
import java.util.Optional;
import java.util.UUID;

/**
 * An event's id made into another one for each round of a feed: equal ids of one round stay equal, and no two rounds
 * share any.
 *
 * @param field the field of {@code x-id} that changes
 */
record FreshId(Field field) {
    private static final int BASE = 36;
    private static final BigInteger ROOM = BigInteger.valueOf(1_000_000_000);
    private static final long SAMPLE_ROUND = 1_800_000_000_000L;

    /**
     * The first field of the schema's id that can be changed; empty where it has no id, or one that has to stay as it
     * is.
     */
    static Optional<FreshId> of(EventSchema schema) {
        return schema.id().stream()
                .flatMap(name -> schema.field(name).stream())
                .map(FreshId::new)
                .filter(id -> id.takes("x"))
                .findFirst();
    }

    private boolean takes(String sample) {
        if (field.type() instanceof FieldType.Int64) {
            long value = Long.parseLong(of("1", SAMPLE_ROUND));
            return Validity.broken(field.type(), field.constraints(), LongNode.valueOf(value))
                    .isEmpty();
        } else if (field.type() instanceof FieldType.Uuid) {
            return true;
        }
        return field.type() instanceof FieldType.Text
                && Validity.broken(field.type(), field.constraints(), TextNode.valueOf(of(sample, SAMPLE_ROUND)))
                        .isEmpty();
    }

    /**
     * The id in a round.
     *
     * @param round when it began, in milliseconds since 1970
     * @return the same text where it is none that the field takes
     */
    String of(String id, long round) {
        if (field.type() instanceof FieldType.Uuid) {
            return UUID.nameUUIDFromBytes((id + round).getBytes(UTF_8)).toString();
        } else if (field.type() instanceof FieldType.Int64) {
            return id.matches("-?[0-9]{1,18}")
                    ? new BigInteger(id)
                            .add(BigInteger.valueOf(round / 1000).multiply(ROOM))
                            .toString()
                    : id;
        }
        return id + "-" + Long.toString(round, BASE);
    }
}
