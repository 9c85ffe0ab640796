#![no_main]
scholion_fuzz::holds!("csl-json");
