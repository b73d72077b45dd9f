import Values

extension DemoPlan {
  /// The customer at that place.
  public func customer(_ index: Int) -> DemoCustomer {
    var chance = chance(.customer, index)
    let trade = content.trades[index % content.trades.count]
    let (name, home) = nameAndTown(index)
    let sellers = content.sellers
    let seller = sellers[home.place * 3 / content.towns.count % sellers.count]
    let terms = trade.group == "P" ? ["30J"] : ["30J", "30FDM", "45FDM", "FDM45", "60J", "CPT"]
    let limit = chance.int(in: 3...9) * Int64(trade.weight) * 100_000
    let hasLimit = index % 10 != 9
    let contacts = contacts(index)
    return DemoCustomer(
      index: index, code: "C" + Self.padded(index + 1, 5), name: name, sector: trade.sector,
      priceGroup: trade.group, street: street(&chance), postalCode: home.postalCode,
      town: home.town, siren: Self.siren(index),
      paymentTerm: chance.pick(terms) ?? "30J",
      creditLimit: hasLimit ? Amount(minor: limit + 200_000) : nil,
      blockedReason: index % 40 == 17 ? content.words["blocked"]?[index / 40 % 2] : nil,
      salesperson: seller.code, warehouse: seller.warehouse, contacts: contacts,
      sites: sites(index, trade, contacts.first))
  }

  /// Distinct for every place: trade and family name (or town), then the town beside it, then a
  /// number. Names walk through their list in steps, so that neighbours do not look alike.
  private func nameAndTown(
    _ index: Int
  ) -> (name: String, home: (postalCode: String, town: String, place: Int)) {
    let trades = content.trades.count
    let word = index / trades
    let pass = word / content.lastNames.count
    let trade = index % trades
    let last = content.lastNames[(word * 7 + trade * 11) % content.lastNames.count]
    let place = (word * 7 + trade * 13 + pass) % content.towns.count
    let (postalCode, town) = content.towns[place]
    var name = Self.filled(content.trades[trade].template, ["last": last, "town": town])
    if pass > 0 {
      let beside = content.towns[(pass - 1) % content.towns.count].town
      name += " \(beside)"
      let round = (pass - 1) / content.towns.count
      if round > 0 { name += " \(round + 1)" }
    }
    return (name, (postalCode, town, place))
  }

  private func contacts(_ index: Int) -> [DemoContact] {
    var chance = chance(.contact, index)
    return (0...Int(chance.int(in: 0...2))).map { order in
      let first = content.firstNames[(index * 7 + order * 11) % content.firstNames.count]
      let last = content.lastNames[(index * 13 + order * 17) % content.lastNames.count]
      let phone = (0..<3).map { _ in Self.padded(Int(chance.int(in: 0...99)), 2) }
      return DemoContact(
        firstName: first, lastName: last, role: chance.pick(content.words["role"] ?? []) ?? "",
        email: "contact\(order + 1).c\(index + 1)@demo.invalid",
        // 04 65 71 is a range that the numbering plan keeps for fiction.
        phone: "04 65 71 " + phone.suffix(2).joined(separator: " "))
    }
  }

  private func sites(_ index: Int, _ trade: DemoTrade, _ first: DemoContact?) -> [DemoSite] {
    var chance = chance(.site, index)
    let kinds = ["Chantier", "Atelier", "Dépôt", "Agence"]
    return (0..<trade.sites).map { order in
      let place = Int(chance.int(in: 0...Int64(content.towns.count - 1)))
      let (postalCode, town) = content.towns[place]
      return DemoSite(
        name: "\(kinds[(index + order) % kinds.count]) \(town)", street: street(&chance),
        postalCode: postalCode, town: town,
        contact: first.map { "\($0.firstName) \($0.lastName)" })
    }
  }

  private func street(_ chance: inout SeededGenerator) -> String {
    let streets = [
      "rue des Acacias", "avenue de la République", "chemin du Moulin", "rue de l'Industrie",
      "zone artisanale Les Peupliers", "route de Vienne", "rue du Commerce", "impasse des Forges",
      "allée des Artisans", "boulevard des Alpes",
    ]
    return "\(chance.int(in: 1...140)) \(chance.pick(streets) ?? "")"
  }

  /// What is owed: for three customers in five one to four invoices, some late; for blocked ones
  /// always some that are more than 60 days late.
  public func openItems(of customer: DemoCustomer) -> [DemoOpenItem] {
    var chance = chance(.openItem, customer.index)
    let isBlocked = customer.blockedReason != nil
    guard isBlocked || chance.int(in: 0...4) < 3 else { return [] }
    let weight = Int64(content.trades[customer.index % content.trades.count].weight)
    return (0..<Int(chance.int(in: 1...4))).map { order in
      let late = isBlocked && order == 0 ? chance.int(in: 65...120) : chance.int(in: -45...20)
      let due = today - Int(late)
      let issued = due - 45
      return DemoOpenItem(
        customer: customer.index,
        number: "F\(issued.year)-\(Self.padded(customer.index * 4 + order + 1, 6))",
        issued: issued, due: due, balance: Amount(minor: weight * chance.int(in: 9_000...65_000)),
        isDisputed: chance.int(in: 0...24) == 0)
    }
  }

  /// A number with zeros in front.
  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Words in braces replaced.
  static func filled(_ template: String, _ words: [String: String]) -> String {
    var filled = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let word = words[String(rest[rest.index(after: open)..<close])] ?? ""
      filled += elided(rest[..<open], before: word) + word
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }

  /// `Mairie de ` before a vowel is `Mairie d'`.
  private static func elided(_ words: Substring, before word: String) -> String {
    let vowels = "aàâeéèêëiîïoôuùûyœæ"
    guard words.hasSuffix(" de "), let first = word.lowercased().first, vowels.contains(first)
    else { return String(words) }
    return String(words.dropLast(2)) + "'"
  }

  /// Nine digits from 000 upwards, which no real company has, with the check digit of Luhn.
  static func siren(_ index: Int) -> String {
    let body = padded(index + 1, 8)
    let sum = body.utf8.reversed().enumerated().reduce(0) { sum, digit in
      let value = Int(digit.element - 48)
      let doubled = digit.offset.isMultiple(of: 2) ? value * 2 : value
      return sum + (doubled > 9 ? doubled - 9 : doubled)
    }
    return body + String((10 - sum % 10) % 10)
  }
}
