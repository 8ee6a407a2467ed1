package dev.streamflow.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A share from 0 to 1, as {@code 0.05} or {@code 5%}. */
public final class ShareConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        try {
            boolean isPercent = text.endsWith("%");
            double number = Double.parseDouble(isPercent ? text.substring(0, text.length() - 1) : text);
            double share = isPercent ? number / 100 : number;
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new TypeConversionException("'" + text + "' is not a share from 0 to 1, such as 0.05 or 5%");
    }
}
