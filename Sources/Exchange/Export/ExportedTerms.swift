import Sales
import SalesStore
import Values

// What prices are made of: lists, dated prices, rules, indexes and rates; floors by class; equivalents.

extension CompanyExport {
  func writeTerms(_ kind: RecordKind) throws {
    switch kind {
    case .familyFloor: try writeFloors()
    case .floorRule: try writeFloorRules()
    case .priceList: try writeLists()
    case .paymentTerm:
      try reader.each(PaymentTerm.self, "ORDER BY code") { term in
        try row(
          kind, term.code,
          [
            "code": term.code, "name": term.name, "days": String(term.days),
            "kind": term.kind.rawValue, "dayOfMonth": term.dayOfMonth.map { String($0) },
          ])
      }
    case .productPrice:
      try reader.eachByProduct(ProductPrice.self, then: "valid_from") { price in
        guard let product = try code(price.productID) else { return }
        try row(
          kind, "\(product)/\(price.validFrom.isoText)",
          [
            "product": product, "from": price.validFrom.isoText,
            "price": price.price.description,
          ])
      }
    case .equivalent: try writeEquivalents()
    case .index:
      try reader.each(CommodityIndex.self, "ORDER BY code") {
        try row(kind, $0.code, ["code": $0.code, "name": $0.name, "unit": text($0.unit)])
      }
    case .indexValue: try writeIndexValues()
    case .exchangeRate:
      try reader.each(CurrencyRate.self, "ORDER BY currency, day") { rate in
        try row(
          kind, "\(rate.currency.code)/\(rate.day.isoText)",
          [
            "currency": rate.currency.code, "day": rate.day.isoText,
            "rate": rate.rate.description,
          ])
      }
    default: try writePriceRules()
    }
  }

  /// Floors of a class of customers; that of every class stands with its family.
  private func writeFloors() throws {
    let floors = try reader.all(FamilyFloor.self, "WHERE customer_class <> ''")
    let named = try floors.compactMap { floor in
      try code(floor.familyID).map { (family: $0, floor: floor) }
    }
    for (family, floor) in named.sorted(by: {
      ($0.family, $0.floor.customerClass) < ($1.family, $1.floor.customerClass)
    }) {
      try row(
        .familyFloor, "\(family)/\(floor.customerClass)",
        ["family": family, "class": floor.customerClass, "floor": floor.floor.percentText])
    }
  }

  /// What happens under floors, in the order of the words: identities differ from company to company.
  private func writeFloorRules() throws {
    let rules = try reader.floorRules().rules.map { rule in
      let family = try rule.familyID.flatMap { try code($0) }
      let scope = [
        rule.subject.rawValue, family ?? "", rule.customerClass, rule.role?.rawValue ?? "",
      ]
      return (key: scope.joined(separator: "/"), family: family, rule: rule)
    }
    for (key, family, rule) in rules.sorted(by: { $0.key < $1.key }) {
      try row(
        .floorRule, key,
        [
          "subject": rule.subject.rawValue, "family": family, "class": text(rule.customerClass),
          "role": rule.role?.rawValue, "action": rule.action.rawValue,
        ])
    }
  }

  private func writeLists() throws {
    try reader.each(PriceList.self, "ORDER BY code") { list in
      try row(
        .priceList, list.code,
        [
          "code": list.code, "name": list.name, "currency": list.currency.code,
          "from": list.validFrom?.isoText, "until": list.validTo?.isoText,
        ])
    }
  }

  /// A pair by the codes of the two, the smaller first: which key is the smaller differs from company to
  /// company.
  private func writeEquivalents() throws {
    let pairs = try reader.all(ProductEquivalent.self).compactMap { pair -> [String]? in
      guard let one = try code(pair.productID), let other = try code(pair.otherID) else {
        return nil
      }
      return [one, other].sorted()
    }
    for pair in pairs.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      try row(
        .equivalent, pair.joined(separator: "/"), ["product": pair[0], "other": pair[1]])
    }
  }

  private func writeIndexValues() throws {
    for index in try reader.all(CommodityIndex.self, "ORDER BY code") {
      try reader.each(IndexReading.self, "WHERE index_id = \(index.id) ORDER BY day") {
        try row(
          .indexValue, "\(index.code)/\($0.day.isoText)",
          [
            "index": index.code, "day": $0.day.isoText, "value": $0.value.description,
          ])
      }
    }
  }

  private func writePriceRules() throws {
    var place = 0
    try reader.each(PriceRule.self, "ORDER BY id") { rule in
      place += 1
      try row(
        .priceRule, "R\(place)",
        [
          "level": rule.level.rawValue, "product": try code(rule.productID),
          "family": try code(rule.familyID), "customer": try code(rule.customerID),
          "site": try site(rule.siteID), "priceGroup": text(rule.priceGroup),
          "priceList": try code(rule.priceListID), "minimum": rule.minimumQuantity.description,
          "from": rule.validFrom?.isoText, "until": rule.validTo?.isoText,
          "price": rule.netPrice?.description, "discount": rule.discount?.percentText,
          "formula": text(rule.formula), "firm": flag(rule.firm), "label": text(rule.name),
          "cap": rule.capQuantity?.description, "floorPrice": rule.floorPrice?.description,
          "index": try code(rule.indexID), "indexShare": rule.indexShare?.percentText,
          "indexBase": rule.indexBase?.description, "currency": rule.currency.code,
        ])
    }
  }

  /// A site as its own file names it.
  private func site(_ id: ID<Site>?) throws -> String? {
    guard let site = try id.flatMap({ try reader.find($0) }) else { return nil }
    return try code(site.customerID).map { "\($0)/\(site.code)" }
  }
}
