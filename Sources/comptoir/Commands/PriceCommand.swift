import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values
import Workstation

/// `comptoir price …`.
struct PriceCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command(
      "price",
      subcommands: [
        PriceRuleList.self, PriceRuleShow.self, PriceRuleSet.self, PriceRuleEnd.self,
        PriceWhy.self, PriceHistoryCommand.self, PriceChangeCommand.self, PriceImport.self,
        PriceLists.self, PriceListSet.self,
      ])
  }

  /// What an act on a rule answers in JSON.
  static func json(
    _ rule: PriceRule, _ shell: Shell
  ) throws -> [(key: String, value: JSON)] {
    let row = try shell.read { try $0.priceRuleRow(rule.id) }
    let card = PriceAnswers.rule.card(RuleOnDay(row: row, today: shell.today))
    return [("priceRule", card.json)]
  }
}

/// `comptoir price list`: rules, the newest first.
struct PriceRuleList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("price.list") }

  @OptionGroup var common: CommonOptions
  @Option(help: Words.help("price.product")) var product: String?
  @Option(help: Words.help("price.customer")) var customer: String?
  @Option(help: Words.help("price.family")) var family: String?
  @Option(name: .customLong("list"), help: Words.help("price.list")) var list: String?
  @Option(name: .customLong("search"), help: Words.help("search")) var text: String?
  @Option(help: Words.help("limit")) var limit = 300

  func run(_ shell: Shell) throws {
    let rows = try shell.read { reader in
      var filter = PriceRuleFilter()
      filter.productID = try product.map { try shell.product($0, in: reader).id }
      filter.customerID = try customer.map { try shell.customer($0, in: reader).id }
      filter.familyID = try family.map { try reader.family(coded: $0).id }
      filter.priceListID = try list.map { try reader.priceList(coded: $0).id }
      filter.text = text ?? ""
      filter.limit = limit
      return try reader.priceRuleRows(filter)
    }
    shell.answer(PriceAnswers.rules.rows(rows.map { RuleOnDay(row: $0, today: shell.today) }))
  }
}

/// `comptoir price show RULE`.
struct PriceRuleShow: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("price.show") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("price.rule")) var rule: String

  func run(_ shell: Shell) throws {
    let row = try shell.read { try $0.priceRuleRow(try shell.priceRule(rule, in: $0).id) }
    shell.answer(PriceAnswers.rule.card(RuleOnDay(row: row, today: shell.today)))
  }
}

/// `comptoir price set`: makes a rule, or with `--rule` changes one.
struct PriceRuleSet: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("price.set") }

  @OptionGroup var common: CommonOptions
  @Option(name: .customLong("rule"), help: Words.help("price.edited")) var rule: String?
  @Option(help: Words.help("price.product")) var product: String?
  @Option(help: Words.help("price.family")) var family: String?
  @Option(help: Words.help("price.customer")) var customer: String?
  @Option(help: Words.help("price.site")) var site: String?
  @Option(help: Words.help("price.group")) var group: String?
  @Option(name: .customLong("list"), help: Words.help("price.list")) var list: String?
  @Flag(help: Words.help("price.promotion")) var promotion = false
  @Option(name: .customLong("minimum"), help: Words.help("price.minimum")) var minimum: Quantity?
  @Option(name: .customLong("net"), help: Words.help("price.net")) var net: UnitPrice?
  @Option(help: Words.help("price.discount")) var discount: Percentage?
  @Option(help: Words.help("price.formula")) var formula: String?
  @Option(name: .customLong("index"), help: Words.help("price.index")) var index: String?
  @Option(help: Words.help("price.share")) var share: Percentage?
  @Option(help: Words.help("price.base")) var base: IndexValue?
  @Flag(help: Words.help("price.firm")) var firm = false
  @Option(help: Words.help("price.cap")) var cap: Clearable<Quantity>?
  @Option(help: Words.help("price.floor")) var floor: Clearable<UnitPrice>?
  @Option(name: .customLong("from"), help: Words.help("price.from")) var from: Clearable<Day>?
  @Option(name: .customLong("until"), help: Words.help("price.until")) var until: Clearable<Day>?
  @Option(help: Words.help("price.name")) var name: String?

  func run(_ shell: Shell) throws {
    let (old, wanted) = try shell.read { reader -> (PriceRule?, PriceRule) in
      let old = try rule.map { try shell.priceRule($0, in: reader) }
      return (old, try asked(over: old, shell, reader))
    }
    if let old {
      try shell.perform(EditPriceRule(old, to: wanted)) { try PriceCommand.json($0, shell) }
    } else {
      try shell.perform(CreatePriceRule(wanted)) { try PriceCommand.json($0, shell) }
    }
  }

  private func asked(
    over old: PriceRule?, _ shell: Shell, _ reader: StoreReader
  ) throws -> PriceRule {
    var rule =
      old
      ?? PriceRule(
        id: ID(rawValue: 0), level: .list, currency: shell.company.currency, kind: .net)
    if let product { rule.productID = try shell.product(product, in: reader).id }
    if let family { rule.familyID = try reader.family(coded: family).id }
    if let group { rule.priceGroup = group }
    if let customer {
      let found = try shell.customer(customer, in: reader)
      (rule.customerID, rule.currency) = (found.id, found.currency)
    }
    if let site, let customer = rule.customerID {
      rule.siteID = try reader.site(coded: site, of: customer).id
    }
    if let list {
      let found = try reader.priceList(coded: list)
      (rule.priceListID, rule.currency) = (found.id, found.currency)
    }
    rule.level = level(of: rule)
    write(to: &rule)
    if let index {
      rule.indexID = try reader.index(coded: index).id
      rule.indexShare = share?.ratio ?? rule.indexShare
      rule.indexBase = base ?? rule.indexBase
    }
    return rule
  }

  private func level(of rule: PriceRule) -> PriceLevel {
    if rule.customerID != nil { return .contract }
    if !rule.priceGroup.isEmpty { return .customerGroup }
    return promotion || rule.level == .promotion ? .promotion : .list
  }

  private func write(to rule: inout PriceRule) {
    rule.minimumQuantity = minimum ?? rule.minimumQuantity
    if net != nil || discount != nil || formula != nil {
      (rule.netPrice, rule.discount, rule.formula) = (net, discount?.ratio, formula ?? "")
      rule.kind = net != nil ? .net : discount != nil ? .discount : .formula
    }
    rule.firm = firm || rule.firm
    if let cap { rule.capQuantity = cap.value }
    if let floor { rule.floorPrice = floor.value }
    if let from { rule.validFrom = from.value }
    if let until { rule.validTo = until.value }
    rule.name = name ?? rule.name
  }
}

/// `comptoir price end RULE [--on DAY]`.
struct PriceRuleEnd: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("price.end") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("price.rule")) var rule: String
  @Option(name: .customLong("on"), help: Words.help("price.on")) var day: Day?

  func run(_ shell: Shell) throws {
    let found = try shell.read { try shell.priceRule(rule, in: $0) }
    try shell.perform(EndPriceRule(found.id, on: day)) { try PriceCommand.json($0, shell) }
  }
}

/// `comptoir price why --product P --quantity Q [--customer C]`: the rule chosen, the rules refused.
struct PriceWhy: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("price.why") }

  @OptionGroup var common: CommonOptions
  @Option(help: Words.help("productCode")) var product: String
  @Option(help: Words.help("priceOf")) var customer: String?
  @Option(help: Words.help("price.site")) var site: String?
  @Option(help: Words.help("quantity")) var quantity: Quantity?
  @Option(help: Words.help("unit")) var unit: String?
  @Option(help: Words.help("price.day")) var day: Day?

  func run(_ shell: Shell) throws {
    let explained = try shell.read { reader -> PriceExplained in
      let party = try customer.map { try shell.customer($0, in: reader) }
      let place = try site.flatMap { code in
        try party.map { try reader.site(coded: code, of: $0.id).id }
      }
      let day = day ?? shell.today
      let context = try reader.pricingContext(customer: party?.id, site: place, day: day)
      let match = try reader.product(try shell.product(product, in: reader).id, context)
      return try explain(match, context, reader)
    }
    shell.answer(PriceAnswers.why.card(explained))
  }

  private func explain(
    _ match: ProductMatch, _ context: PricingContext, _ reader: StoreReader
  ) throws -> PriceExplained {
    let typed = unit ?? match.product.salesUnit
    guard let packaging = match.terms.packaging(typed) else {
      throw Refusal(
        .unitUnknown, on: match.terms, unit: typed)
    }
    let one = Quantity(thousandths: 1000)
    let base = try packaging.base(of: quantity ?? one)
    let choice = try match.terms.price(of: base, context)
    let words = PriceWords(format: Words.format, names: match.terms.ruleNames)
    let rejected = choice?.rejected.map { rejected in
      RejectedRule(
        name: words.name(rejected.rule), reason: words.key(rejected.reason),
        sentence: words.sentence(rejected.reason))
    }
    var next: (count: Quantity, price: UnitPrice)?
    if let step = choice?.nextBreak {
      let count = match.terms.count(of: typed, reaching: step.quantity) ?? step.quantity
      next = (count, step.netPrice)
    }
    return PriceExplained(
      match: match, quantity: base, context: context, choice: choice,
      rule: try choice?.rule.map { try reader.priceRuleRow(ID(rawValue: $0)) },
      rejected: rejected ?? [], next: next)
  }
}

extension Refusal {
  /// The product is not sold in that unit.
  fileprivate init(_ reason: RefusalReason, on terms: ProductTerms, unit: String) {
    let known = [terms.product.baseUnit] + terms.units.map(\.unit)
    self.init(
      reason, Fact("product", .text(terms.product.code)), Fact("unit", .text(unit)),
      Fact("known", .text(known.joined(separator: " "))))
  }
}

extension Shell {
  /// The price rule of a short name, or of its whole identity.
  func priceRule(_ name: String, in reader: some StoreReading) throws -> PriceRule {
    if let id = ID<PriceRule>(name), let rule = try reader.find(id) { return rule }
    return try ShortName.find(name, kind: "price_rule", among: reader.all(PriceRule.self), \.id)
  }
}
