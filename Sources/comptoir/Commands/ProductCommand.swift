import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir product …`.
struct ProductCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command(
      "product",
      subcommands: [
        ProductList.self, ProductShow.self, ProductAdd.self, ProductPrice.self, ProductSetCost.self,
        ProductFloor.self, ProductEquivalentAdd.self, ProductEquivalentRemove.self, ProductEco.self,
      ])
  }
}

/// `comptoir product list`.
struct ProductList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("product.list") }

  @OptionGroup var common: CommonOptions
  @Option(name: .customLong("search"), help: Words.help("search")) var text: String?
  @Option(name: .customLong("customer"), help: Words.help("priceOf")) var customer: String?
  @Option(name: .customLong("limit"), help: Words.help("limit")) var limit = 200

  func run(_ shell: Shell) throws {
    let rows = try shell.read { reader -> [ProductMatch] in
      let context = try shell.prices(for: customer, in: reader)
      guard let text else {
        return try reader.products(limit: limit).map { try reader.product($0.id, context) }
      }
      return try reader.products(matching: text, context, limit: limit)
    }
    shell.answer(ProductAnswers.rows.rows(rows))
  }
}

/// `comptoir product show CODE`.
struct ProductShow: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("product.show") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("productCode")) var code: String
  @Option(name: .customLong("customer"), help: Words.help("priceOf")) var customer: String?

  func run(_ shell: Shell) throws {
    let match = try shell.read { reader in
      try reader.product(
        try shell.product(code, in: reader).id, try shell.prices(for: customer, in: reader))
    }
    shell.answer(ProductAnswers.sheet.card(match))
  }
}

/// `comptoir product add NAME`.
struct ProductAdd: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("product.add") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("product.name")) var name: String
  @Option(help: Words.help("newCode")) var code: String?
  @Option(help: Words.help("product.family")) var family: String?
  @Option(help: Words.help("product.unit")) var unit: String?
  @Option(name: .customLong("sales-unit"), help: Words.help("product.salesUnit"))
  var salesUnit: String?
  @Option(name: .customLong("vat"), help: Words.help("product.vat")) var vat: String?
  @Option(name: .customLong("price-unit"), help: Words.help("product.priceUnit"))
  var priceUnit: Int?
  @Option(help: Words.help("product.price")) var price: UnitPrice?
  @Option(help: Words.help("product.cost")) var cost: UnitCost?

  func run(_ shell: Shell) throws {
    var new = NewProduct(name: name)
    new.code = code ?? ""
    new.familyID = try shell.read { reader in try family.map { try reader.family(coded: $0).id } }
    new.baseUnit = unit ?? new.baseUnit
    new.salesUnit = salesUnit
    new.vatCode = vat ?? new.vatCode
    new.priceUnit = priceUnit ?? new.priceUnit
    new.listPrice = price
    new.unitCost = cost
    try shell.perform(CreateProduct(new)) { [("product", ProductAnswers.row.card($0).json)] }
  }
}

/// `comptoir product price CODE PRICE`.
struct ProductPrice: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("product.price") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("productCode")) var code: String
  @Argument(help: Words.help("product.price")) var price: Clearable<UnitPrice>
  @Option(name: .customLong("from"), help: Words.help("product.priceFrom")) var from: Day?

  func run(_ shell: Shell) throws {
    let product = try shell.read { try shell.product(code, in: $0) }
    try shell.perform(SetListPrice(product.id, to: price.value, from: from)) {
      [("product", ProductAnswers.row.card($0).json)]
    }
  }
}

/// `comptoir product cost CODE COST`.
struct ProductSetCost: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("product.cost") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("productCode")) var code: String
  @Argument(help: Words.help("product.cost")) var cost: Clearable<UnitCost>
  @Option(help: Words.help("product.costCurrency")) var currency: Currency?
  @Option(name: .customLong("method"), help: Words.help("cost.method")) var method: CostMethod?

  func run(_ shell: Shell) throws {
    let (product, own) = try shell.read { reader in
      let own = try cost.value.map { cost in
        let price = UnitPrice(tenThousandths: cost.tenThousandths)
        return try reader.companyPrice(
          of: price, in: currency ?? shell.company.currency, on: shell.today)
      }
      return (try shell.product(code, in: reader), own)
    }
    try shell.perform(
      SetCost(
        product.id, to: own.map { UnitCost(tenThousandths: $0.tenThousandths) }, by: method))
  }
}

/// `comptoir product floor FAMILY PERCENT`.
struct ProductFloor: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("product.floor") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("product.family")) var family: String
  @Argument(help: Words.help("product.floor")) var floor: Clearable<Percentage>
  @Option(name: .customLong("class"), help: Words.help("customer.class")) var customerClass = ""

  func run(_ shell: Shell) throws {
    let found = try shell.read { try $0.family(coded: family) }
    try shell.perform(SetFloor(found.id, customerClass: customerClass, to: floor.value?.ratio))
  }
}

/// `comptoir product equivalent CODE OTHER`: two products that do as well.
struct ProductEquivalentAdd: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("product.equivalent") }

  @OptionGroup var common: CommonOptions
  @OptionGroup var pair: ProductPair

  func run(_ shell: Shell) throws {
    try pair.perform(shell) { AddEquivalent($0, with: $1) }
  }
}

/// Two products of which something is said.
struct ProductPair: ParsableArguments {
  @Argument(help: Words.help("productCode")) var code: String
  @Argument(help: Words.help("product.other")) var other: String

  /// Does an act on both; it answers with the first one.
  func perform<Done: Act>(
    _ shell: Shell, _ act: (ID<Product>, ID<Product>) -> Done
  ) throws where Done.Outcome == Product {
    let (one, another) = try shell.read {
      (try shell.product(code, in: $0), try shell.product(other, in: $0))
    }
    try shell.perform(act(one.id, another.id)) { [("product", ProductAnswers.row.card($0).json)] }
  }
}

/// `comptoir product different CODE OTHER`: they do not.
struct ProductEquivalentRemove: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("product.different") }

  @OptionGroup var common: CommonOptions
  @OptionGroup var pair: ProductPair

  func run(_ shell: Shell) throws {
    try pair.perform(shell) { RemoveEquivalent($0, with: $1) }
  }
}

/// `comptoir product eco CODE AMOUNT`: the eco-contribution of one base unit.
struct ProductEco: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("product.eco") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("productCode")) var code: String
  @Argument(help: Words.help("product.eco")) var amount: Clearable<UnitPrice>

  func run(_ shell: Shell) throws {
    let product = try shell.read { try shell.product(code, in: $0) }
    try shell.perform(SetEcoContribution(product.id, to: amount.value ?? .zero)) {
      [("product", ProductAnswers.row.card($0).json)]
    }
  }
}

extension Shell {
  /// The prices of a customer, or of nobody in particular.
  func prices(for code: String?, in reader: some StoreReading) throws -> PricingContext {
    let customer = try code.map { try self.customer($0, in: reader) }
    return try reader.pricingContext(customer: customer?.id, day: today)
  }
}
