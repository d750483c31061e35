# yaml-language-server: $schema=./tenon.schema.json
tenon: 1
name: "{{package}}"
metadata:
  description: Greets somebody, at length where the name is long.

inputs:
  name:
    to: [size.value]
    schema: { type: string, minLength: 1 }
    default: World
    description: whom to greet

nodes:
  size:
    kind: switch-on
    config:
      cases:
        long: size(value) > 8
      otherwise: short
  hello:
    kind: greet
  formal:
    kind: greet
    config:
      words: A very good day to you
  greeting:
    kind: merge

connections:
  - size.short -> hello.name
  - size.long -> formal.name
  - hello.text -> greeting.values
  - formal.text -> greeting.values

outputs:
  text: greeting.value
