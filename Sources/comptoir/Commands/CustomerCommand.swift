import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

/// `comptoir customer …`.
struct CustomerCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    Words.command(
      "customer",
      subcommands: [
        CustomerList.self, CustomerShow.self, CustomerAdd.self, CustomerEdit.self,
        CustomerBlock.self, CustomerLimit.self,
      ])
  }
}

/// `comptoir customer list`.
struct CustomerList: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("customer.list") }

  @OptionGroup var common: CommonOptions
  @Option(name: .customLong("search"), help: Words.help("search")) var text: String?
  @Option(name: .customLong("limit"), help: Words.help("limit")) var limit = 200

  func run(_ shell: Shell) throws {
    let customers = try shell.read { reader in
      guard let text else { return try reader.customers(limit: limit) }
      return try reader.customers(matching: text, limit: limit)
    }
    shell.answer(CustomerAnswers.rows(shell.company.currency).rows(customers))
  }
}

/// `comptoir customer show CODE`.
struct CustomerShow: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("customer.show") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("customerCode")) var code: String

  func run(_ shell: Shell) throws {
    let sheet = try shell.read { reader -> CustomerSheet in
      let customer = try shell.customer(code, in: reader)
      return CustomerSheet(
        detail: try reader.customerDetail(customer.id), today: shell.today,
        rebates: try reader.rebateStandings(
          of: customer, on: shell.today, in: shell.company.currency
        ).map { OutlookOnDocument(outlook: try $0.outlook(with: .zero)) })
    }
    shell.answer(CustomerAnswers.sheet(shell.company.currency).card(sheet))
  }
}

/// What a new or changed customer is told.
struct CustomerFields: ParsableArguments {
  @Option(help: Words.help("customer.class")) var `class`: String?
  @Option(help: Words.help("customer.group")) var group: String?
  @Option(help: Words.help("customer.list")) var list: Clearable<String>?
  @Option(help: Words.help("customer.discount")) var discount: Percentage?
  @Option(name: .customLong("vat-position"), help: Words.help("customer.vatPosition"))
  var vatPosition: String?
  @Option(name: .customLong("payment-term"), help: Words.help("customer.paymentTerm"))
  var paymentTerm: String?
  @Option(name: .customLong("salesperson"), help: Words.help("salesperson"))
  var salesperson: String?
  @Option(help: Words.help("init.siren")) var siren: String?
  @Option(name: .customLong("vat-number"), help: Words.help("init.vatNumber"))
  var vatNumber: String?
  @Option(help: Words.help("address")) var address: String?
  @Option(name: .customLong("postal-code"), help: Words.help("postalCode"))
  var postalCode: String?
  @Option(help: Words.help("init.town")) var town: String?
  @Option(help: Words.help("phone")) var phone: String?
  @Option(help: Words.help("email")) var email: String?
  @Option(help: Words.help("customer.note")) var note: String?
  @Option(name: .customLong("carriage-free-from"), help: Words.help("customer.carriageFreeFrom"))
  var carriageFreeFrom: Clearable<TypedAmount>?
  @Option(name: .customLong("carriage"), help: Words.help("customer.carriage"))
  var carriage: Clearable<TypedAmount>?
  @Option(help: Words.help("customer.currency")) var currency: Currency?
  @Option(name: .customLong("legal-exception"), help: Words.help("customer.legalException"))
  var legalException: String?

  func form(name: String?, in reader: some StoreReading) throws -> CustomerForm {
    var form = CustomerForm()
    form.name = Typed.edit(name)
    form.customerClass = Typed.edit(`class`)
    form.priceGroup = Typed.edit(group)
    if let list {
      form.priceListID = .set(try list.value.map { try reader.priceList(coded: $0).id })
    }
    form.discount = Typed.edit(discount?.ratio)
    if let vatPosition {
      guard let position = VatPosition(rawValue: vatPosition) else {
        throw ShellError.badValue(name: "--vat-position", text: vatPosition)
      }
      form.vatPosition = .set(position)
    }
    if let paymentTerm { form.paymentTermID = .set(try reader.paymentTerm(coded: paymentTerm).id) }
    if let salesperson { form.salespersonID = .set(try reader.salesperson(coded: salesperson).id) }
    form.siren = Typed.edit(siren)
    form.vatNumber = Typed.edit(vatNumber)
    form.address = Typed.edit(address)
    form.postalCode = Typed.edit(postalCode)
    form.town = Typed.edit(town)
    form.phone = Typed.edit(phone)
    form.email = Typed.edit(email)
    form.note = Typed.edit(note)
    form.legalException = Typed.edit(legalException)
    form.currency = Typed.edit(currency)
    let company = try reader.company().currency
    if let carriageFreeFrom {
      form.carriageFreeFrom = .set(
        try carriageFreeFrom.value?.amount(company, name: "--carriage-free-from"))
    }
    if let carriage {
      form.carriageAmount = .set(try carriage.value?.amount(company, name: "--carriage"))
    }
    return form
  }
}

/// `comptoir customer add NAME`.
struct CustomerAdd: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("customer.add") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("customer.name")) var name: String
  @Option(help: Words.help("newCode")) var code: String?
  @OptionGroup var fields: CustomerFields

  func run(_ shell: Shell) throws {
    let form = try shell.read { try fields.form(name: name, in: $0) }
    try shell.perform(CreateCustomer(code: code ?? "", form)) { customer in
      [("customer", CustomerAnswers.row(shell.company.currency).card(customer).json)]
    }
  }
}

/// `comptoir customer edit CODE`.
struct CustomerEdit: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("customer.edit") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("customerCode")) var code: String
  @Option(help: Words.help("customer.name")) var name: String?
  @OptionGroup var fields: CustomerFields

  func run(_ shell: Shell) throws {
    let (customer, form) = try shell.read {
      (try shell.customer(code, in: $0), try fields.form(name: name, in: $0))
    }
    try shell.perform(EditCustomer(customer.id, form)) { customer in
      [("customer", CustomerAnswers.row(shell.company.currency).card(customer).json)]
    }
  }
}

/// `comptoir customer block CODE --reason R`, `--release` to let its orders through again.
struct CustomerBlock: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("customer.block") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("customerCode")) var code: String
  @Option(help: Words.help("reason")) var reason: String?
  @Flag(help: Words.help("customer.release")) var release = false

  func validate() throws {
    guard release == (reason == nil) else {
      throw ValidationError(Words.format.text("cli.reasonOrRelease"))
    }
  }

  func run(_ shell: Shell) throws {
    let customer = try shell.read { try shell.customer(code, in: $0) }
    try shell.perform(BlockCustomer(customer.id, reason: release ? nil : reason)) { customer in
      [("customer", CustomerAnswers.row(shell.company.currency).card(customer).json)]
    }
  }
}

/// `comptoir customer limit CODE AMOUNT`, `none` for no limit.
struct CustomerLimit: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("customer.limit") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("customerCode")) var code: String
  @Argument(help: Words.help("limitAmount")) var limit: Clearable<TypedAmount>

  func run(_ shell: Shell) throws {
    let customer = try shell.read { try shell.customer(code, in: $0) }
    let amount = try limit.value.map { try $0.amount(shell.company.currency, name: "LIMIT") }
    try shell.perform(SetCreditLimit(customer.id, to: amount)) { customer in
      [("customer", CustomerAnswers.row(shell.company.currency).card(customer).json)]
    }
  }
}
