package shop;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;

@Service
class Rates {
    @Cacheable("rates")
    public long rate(String currency) {
        return currency.length();
    }
}
