package io.freshet.salon.catalog;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

interface SalonServiceRepository extends Repository<SalonService, Long> {

    Optional<SalonService> findById(long id);

    boolean existsById(long id);

    List<SalonService> findByIdIn(Collection<Long> ids);

    List<SalonService> findByCategoryIdInAndActiveTrueOrderByNameAsc(Collection<Long> categoryIds);

    SalonService save(SalonService service);

    SalonService saveAndFlush(SalonService service);

    void delete(SalonService service);

    @Modifying
    @Query("delete from SalonService s where s.categoryId = :categoryId")
    void deleteByCategoryId(long categoryId);
}
