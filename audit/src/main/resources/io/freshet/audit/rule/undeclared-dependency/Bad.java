package shop;

import io.freshet.annotation.Cached;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.stereotype.Service;

@Entity
class Price {
    @Id
    Long id;

    long minor;
}

@Entity
class Tax {
    @Id
    Long id;

    long percent;
}

interface Prices extends JpaRepository<Price, Long> {}

interface Taxes extends JpaRepository<Tax, Long> {}

@Service
class PriceList {
    private final Prices prices;
    private final Taxes taxes;

    PriceList(Prices prices, Taxes taxes) {
        this.prices = prices;
        this.taxes = taxes;
    }

    @Cached(cache = "prices:{id}", dependsOn = Price.class)
    public long gross(long id) {
        long percent = taxes.findAll().stream().mapToLong(tax -> tax.percent).sum();
        return prices.findById(id).orElseThrow().minor * (100 + percent) / 100;
    }
}
