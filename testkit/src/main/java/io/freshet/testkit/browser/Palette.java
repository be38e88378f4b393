package io.freshet.testkit.browser;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes pictures of pages small: those have few colours, of which the most frequent stay and the others become what is nearest to them. */
final class Palette {

    private static final int MOST = 256;
    private static final int BITS = 8;
    private static final int LOW = 0xFF;

    private final int[] colours;
    private final Map<Integer, Integer> nearest = new HashMap<>();

    private Palette(int[] colours) {
        this.colours = colours;
    }

    /** The same picture, with a palette. */
    static BufferedImage reduced(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : pixels) {
            counts.merge(pixel & 0xFFFFFF, 1, Integer::sum);
        }
        List<Integer> frequent = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
        Palette palette =
                new Palette(frequent.stream().mapToInt(Integer::intValue).toArray());
        BufferedImage reduced = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette.model());
        for (int i = 0; i < pixels.length; i++) {
            reduced.getRaster().setSample(i % width, i / width, 0, palette.indexOf(pixels[i] & 0xFFFFFF));
        }
        return reduced;
    }

    private IndexColorModel model() {
        return new IndexColorModel(BITS, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
    }

    private int indexOf(int colour) {
        return nearest.computeIfAbsent(colour, this::search);
    }

    private int search(int colour) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < colours.length; i++) {
            int distance = distance(colour, colours[i]);
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }

    private static int distance(int one, int other) {
        int sum = 0;
        for (int shift = 0; shift < 3 * BITS; shift += BITS) {
            int difference = (one >> shift & LOW) - (other >> shift & LOW);
            sum += difference * difference;
        }
        return sum;
    }
}
